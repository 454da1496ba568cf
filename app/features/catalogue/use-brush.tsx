import { useNavigate } from '@remix-run/react';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';

/** Two ranks of bars, in the order in which they were chosen. */
type Span = { from: number; to: number };

/**
 * Chooses a span of bars: by drawing over them, or with the arrow keys and Shift. One bar at a time is in the tab order;
 * without scripts all of them are, as links.
 */
export function useBrush(count: number, hrefOf: (first: number, last: number) => string) {
  const navigate = useNavigate();
  const [isReady, setReady] = useState(false);
  const [span, setSpan] = useState<Span | null>(null);
  const [current, setCurrent] = useState(0);
  const isDrawing = useRef(false);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => setReady(true), []);

  const go = ({ from, to }: Span) => {
    setSpan(null);
    navigate(hrefOf(Math.min(from, to), Math.max(from, to)), { preventScrollReset: true });
  };
  const barAt = (event: PointerEvent) => {
    const box = list.current?.getBoundingClientRect();
    if (!box || count === 0) return 0;
    const share = (event.clientX - box.left) / box.width;
    return Math.max(0, Math.min(count - 1, Math.floor(share * count)));
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    isDrawing.current = true;
    const at = barAt(event);
    setSpan({ from: at, to: at });
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!isDrawing.current) return;
    const at = barAt(event);
    if (span && span.to !== at) {
      list.current?.setPointerCapture(event.pointerId);
      setSpan({ ...span, to: at });
    }
  };
  const onPointerUp = () => {
    const drawn = span;
    isDrawing.current = false;
    // One bar is a link like any other.
    if (drawn && drawn.from !== drawn.to) go(drawn);
    else setSpan(null);
  };
  const onPointerCancel = () => {
    isDrawing.current = false;
    setSpan(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && span) {
      event.preventDefault();
      go(span);
      return;
    }
    if (event.key === 'Escape') setSpan(null);
    const next = nextOf(event.key, current, count);
    if (next === null) return;
    event.preventDefault();
    setSpan(event.shiftKey ? { from: span?.from ?? current, to: next } : null);
    setCurrent(next);
    list.current?.querySelectorAll('a')[next]?.focus();
  };
  const isBrushed = (rank: number) =>
    span !== null && rank >= Math.min(span.from, span.to) && rank <= Math.max(span.from, span.to);
  return {
    list,
    span,
    isBrushed,
    tabIndexOf: (rank: number) => (isReady && rank !== current ? -1 : undefined),
    onFocus: setCurrent,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel, onKeyDown },
  };
}

function nextOf(key: string, current: number, count: number): number | null {
  if (key === 'ArrowLeft') return Math.max(0, current - 1);
  if (key === 'ArrowRight') return Math.min(count - 1, current + 1);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}
