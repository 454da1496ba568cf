import { useEffect, useRef, useState } from 'react';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import { askJson } from '#app/features/areas/ask-areas.tsx';
import type { AreaCheck } from './area-check.ts';

export type CheckedArea = {
  status: 'none' | 'checking' | 'done' | 'failed';
  check: AreaCheck | null;
};

const pauseMs = 350;

/**
 * Asks the server about the area at each pause of its drawing: its faults, how to repair them, and whether these offers take
 * it. `first` is the answer that came with the page.
 */
export function useAreaCheck(
  aoi: AreaGeometry | null,
  offerIds: readonly string[],
  first: AreaCheck | null,
): CheckedArea {
  const [checked, setChecked] = useState<CheckedArea>({
    status: first ? 'done' : 'none',
    check: first,
  });
  const offers = offerIds.join(',');
  const loaded = useRef({ aoi, offers, first });
  useEffect(() => {
    const { current } = loaded;
    if (current.first && aoi === current.aoi && offers === current.offers) {
      setChecked({ status: 'done', check: current.first });
      return;
    }
    if (!aoi) {
      setChecked({ status: 'none', check: null });
      return;
    }
    setChecked({ status: 'checking', check: null });
    const abort = new AbortController();
    const timer = window.setTimeout(async () => {
      const fields = { aoi: JSON.stringify(aoi), offers };
      const answer = await askJson<AreaCheck>('/areas/check', { fields, signal: abort.signal });
      if (abort.signal.aborted) return;
      setChecked(
        answer.ok ? { status: 'done', check: answer.value } : { status: 'failed', check: null },
      );
    }, pauseMs);
    return () => {
      window.clearTimeout(timer);
      abort.abort();
    };
  }, [aoi, offers]);
  return checked;
}
