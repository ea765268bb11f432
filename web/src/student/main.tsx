import "./floor.ts";
import { render } from "preact";
import "../ui/tokens.css";
import { App } from "./App.tsx";
import { realJourney } from "./compose.ts";
import { JourneyContext } from "./context.ts";

const [, token] = /^\/sit\/([^/]+)/.exec(location.pathname) ?? [];
const [, session] = /[?&]session=([\w-]+)/.exec(location.search) ?? [];
const journey = realJourney();
void journey.start({ token: token ? decodeURIComponent(token) : null, session: session ?? null });

const root = document.getElementById("app");
if (root) render(<JourneyContext.Provider value={journey}><App /></JourneyContext.Provider>, root);

// Keeps the page itself at hand, so that a reload while the server is away still finds it.
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js", { scope: "/sit" }).catch(() => undefined);
