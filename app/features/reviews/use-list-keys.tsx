import { useEffect } from 'react';

/**
 * j and k move the focus down and up the links of a list; Enter then opens, as on any link. Keys typed in a field, or with
 * Ctrl, Alt or Meta, are left alone. Can be off: single keys get in the way of speech input (WCAG 2.1.4).
 */
export function useListKeys(ids: readonly string[], selectedId: string | null, on: boolean): void {
  useEffect(() => {
    if (!on) return;
    const listen = (event: KeyboardEvent) => {
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
      if (step === 0 || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) {
        return;
      }
      const at = selectedId ? ids.indexOf(selectedId) : -1;
      // The first key stays on the row that is shown already, unless its link has the focus.
      const focused = document.activeElement?.getAttribute('data-inbox-link') === selectedId;
      const next =
        ids[focused ? Math.min(ids.length - 1, Math.max(0, at + step)) : Math.max(0, at)];
      if (next === undefined) return;
      event.preventDefault();
      document.querySelector<HTMLElement>(`[data-inbox-link="${CSS.escape(next)}"]`)?.focus();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [ids, selectedId, on]);
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
