import { type ReactNode, useId } from 'react';

type Section = Readonly<{ title: string; content: ReactNode }>;

/** Beside an object: what waits for it, and what happened to it. Below the object on narrow screens. */
export const SidePanel = ({ sections }: { readonly sections: readonly Section[] }) => (
  <aside className="side-panel">
    {sections.map(({ title, content }) => (
      <PanelSection key={title} title={title}>
        {content}
      </PanelSection>
    ))}
  </aside>
);

function PanelSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
