import { render } from "preact";
import "../ui/tokens.css";
import { findOut } from "../state/staff/account.ts";
import { watchExpiry } from "../state/staff/expiry.ts";
import { App } from "./App.tsx";
import { OldBrowser } from "./Old.tsx";

watchExpiry();
void findOut();
// Another tab may have signed out, or in as somebody else (the token against forged requests changes with it).
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) void findOut();
});

const root = document.getElementById("app");
if (root) render(<OldBrowser><App /></OldBrowser>, root);
