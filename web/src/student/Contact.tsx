import { contactParts } from "../state/student/contact.ts";
import { student as w } from "../words/student.en.ts";
import { useJourney } from "./context.ts";
import css from "./student.module.css";

/** What else a link of mail could carry stays out of it. */
const mailto = (address: string): string => `mailto:${encodeURIComponent(address).replace("%40", "@")}`;

export function useContact(): string {
  const { entry } = useJourney();
  return (entry.sitting.value?.contact || entry.contact.value).trim();
}

export function ContactText({ contact }: { contact: string }) {
  return (
    <span class={css.contact}>
      {contactParts(contact).map(({ text, mail }, i) => (
        mail ? <a key={i} href={mailto(text)}>{text}</a> : <span key={i}>{text}</span>
      ))}
    </span>
  );
}

/** A sentence that ends in whom to ask: the exam's own contact, where it is known. */
export function AskThem({ ask }: { ask: string }) {
  const contact = useContact();
  return <>{ask} {contact ? <ContactText contact={contact} /> : w.sender}</>;
}

/** At the foot of every page but the exam itself; nothing where nobody is named. */
export function ContactFoot() {
  const contact = useContact();
  if (!contact) return null;
  return <p class={css.foot}>{w.contact.foot} <ContactText contact={contact} /></p>;
}
