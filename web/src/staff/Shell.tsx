import { useComputed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { AuditPage } from "../organizer/audit/AuditPage.tsx";
import { ExamPage } from "../organizer/exams/ExamPage.tsx";
import { ExamsPage } from "../organizer/exams/ExamsPage.tsx";
import { NewExamPage } from "../organizer/exams/NewExamPage.tsx";
import { PeoplePage } from "../organizer/people/PeoplePage.tsx";
import { SessionsPage } from "../organizer/sessions/SessionsPage.tsx";
import { TemplatePage } from "../organizer/templates/TemplatePage.tsx";
import { TemplatesPage } from "../organizer/templates/TemplatesPage.tsx";
import { ProctorPage } from "../proctor/index.tsx";
import { SessionReview } from "../review/index.tsx";
import { me, roles, signIns } from "../state/staff/account.ts";
import { homeOf, mayOpen, type Place, placeOf, stopOf, stopsFor } from "../state/staff/places.ts";
import { Button } from "../ui/Button.tsx";
import { staff as w } from "../words/staff.en.ts";
import { Mark } from "./Mark.tsx";
import { leave, NotAllowed, NotFound } from "./Notes.tsx";
import { go, Link, route } from "./router.ts";
import css from "./staff.module.css";

function Bar({ place }: { place: Place }) {
  const stop = stopOf(place);
  return (
    <header class={css.bar}>
      {/* biome-ignore lint/a11y/useValidAnchor: it does lead to the content, by focus instead of by address */}
      <a class={css.skip} href="#content" onClick={skip}>{w.skip}</a>
      <Link to={homeOf(roles.value)} class={css.home}><Mark /></Link>
      <nav aria-label={w.navigation} class={css.nav}>
        {stopsFor(roles.value).map(({ page, path }) => (
          <Link key={page} to={path} current={page === stop} class={css.stop}>{w.stops[page]}</Link>
        ))}
      </nav>
      <div class={css.account}>
        <span class={css.who} title={me.value?.email}>{me.value?.name}</span>
        <Button kind="quiet" small onClick={() => void leave()}>{w.signOut}</Button>
      </div>
    </header>
  );
}

/** The skip link moves the focus itself: a change of the address would be taken for a move. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}

function Home() {
  useEffect(() => go(homeOf(roles.value), true), []);
  return null;
}

/** Live pages start over after a new sign-in: their socket was closed for good with the old one. */
const live = (name: string): string => `${name} ${signIns.value}`;

function Page({ place }: { place: Place }) {
  if (!mayOpen(place, roles.value)) return <NotAllowed />;
  switch (place.page) {
    case "home": return <Home />;
    case "watch": return <ProctorPage key={live("watch")} />;
    case "sessions": return <SessionsPage />;
    case "session": return <SessionReview key={live(place.id)} id={place.id} />;
    case "exams": return <ExamsPage />;
    case "exam": return place.id === "new" ? <NewExamPage /> : <ExamPage key={place.id} id={place.id} tab={place.tab} />;
    case "people": return <PeoplePage />;
    case "templates": return <TemplatesPage />;
    case "template": return <TemplatePage key={place.id} id={place.id} />;
    case "audit": return <AuditPage />;
    case "unknown": return <NotFound />;
  }
}

/** Pages that use the whole width and height themselves. */
const BLEED: readonly Place["page"][] = ["watch", "session"];

export function Shell() {
  const place = useComputed(() => placeOf(route.value)).value;
  const main = useRef<HTMLElement>(null);
  const shown = `${place.page} ${"id" in place ? place.id : ""}`;
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [shown]);
  return (
    <div class={css.shell}>
      <Bar place={place} />
      <main id="content" ref={main} tabIndex={-1} class={BLEED.includes(place.page) ? css.bleed : css.content}>
        <Page place={place} />
      </main>
    </div>
  );
}
