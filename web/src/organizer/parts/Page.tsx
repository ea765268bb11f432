import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Link } from "../../staff/router.ts";
import { organizer as w } from "../../words/organizer.en.ts";
import { staff } from "../../words/staff.en.ts";
import css from "./parts.module.css";

interface PageHeadProps {
  title: string;
  mark?: ComponentChildren; // beside the title, e.g. a state
  lead?: ComponentChildren;
  back?: { to: string; text: string };
  children?: ComponentChildren; // actions
}

export function PageHead({ title, mark, lead, back, children }: PageHeadProps) {
  useEffect(() => {
    document.title = staff.titled(title);
  }, [title]);
  return (
    <div class={css.head}>
      <div class={css.headText}>
        {back && <Link to={back.to} class={css.back}><span aria-hidden="true">← </span>{w.common.back(back.text)}</Link>}
        <div class={css.headTitle}><h1>{title}</h1>{mark}</div>
        {lead && <p class={css.headLead}>{lead}</p>}
      </div>
      {children && <div class={css.headActions}>{children}</div>}
    </div>
  );
}

export function Tabs({ label, items }: {
  label: string;
  items: readonly { to: string; text: string; current: boolean; count?: number }[];
}) {
  return (
    <nav aria-label={label} class={css.tabs}>
      {items.map((item) => (
        <Link key={item.to} to={item.to} current={item.current} class={css.tab}>
          {item.text}{item.count !== undefined && <span class={css.tabCount}>{item.count}</span>}
        </Link>
      ))}
    </nav>
  );
}

export const Toolbar = ({ children }: { children: ComponentChildren }) => <div class={css.toolbar}>{children}</div>;

export const Panel = ({ title, lead, children, side }: {
  title?: string; lead?: string; children: ComponentChildren; side?: ComponentChildren;
}) => (
  <section class={css.panel} aria-label={title}>
    {title && <div class={css.panelHead}><h2>{title}</h2>{side}</div>}
    {lead && <p class={css.panelLead}>{lead}</p>}
    {children}
  </section>
);
