import { useFetcher } from '@remix-run/react';
import { useEffect, useState } from 'react';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import { formatCoordinates } from '#app/features/areas/coordinates.ts';
import { readPart } from './part.ts';
import type { MeasuredPart } from './review.server.ts';

/** The part to grant, as words and as a drawing that follow each other, with what the server measured of it. */
export type Part = {
  open: boolean;
  setOpen: (open: boolean) => void;
  text: string;
  geometry: AreaGeometry | null;
  type: (text: string) => void;
  draw: (geometry: AreaGeometry | null) => void;
  measured: MeasuredPart | null;
};

/** Longer parts than fit in an address are measured when they are sent. */
const longestMeasured = 6000;

export function usePart(start: { text: string; measured: MeasuredPart | null }): Part {
  const [open, setOpen] = useState(start.text !== '');
  const [{ text, geometry }, set] = useState(() => ({
    text: start.text,
    geometry: readPart(start.text),
  }));
  const fetcher = useFetcher<{ measured: MeasuredPart | null; measuredText: string }>();
  const { load } = fetcher;
  useEffect(() => {
    if (geometry === null || text.length > longestMeasured) return;
    const later = setTimeout(() => load(`?part=${encodeURIComponent(text)}`), 400);
    return () => clearTimeout(later);
  }, [text, geometry, load]);
  const answers = [fetcher.data, { measured: start.measured, measuredText: start.text }];
  return {
    open,
    setOpen,
    text,
    geometry,
    type: (typedText) => set({ text: typedText, geometry: readPart(typedText) }),
    draw: (drawn) =>
      set({ text: drawn ? formatCoordinates(drawn, 'lonlat') : '', geometry: drawn }),
    measured: answers.find((answer) => answer?.measuredText === text)?.measured ?? null,
  };
}
