import { useEffect, useRef, useState } from 'react';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import type { AreaCheck } from './area-check.ts';

export type CheckedArea = {
  status: 'none' | 'checking' | 'done' | 'failed';
  check: AreaCheck | null;
};

const pauseMs = 350;

/** Asks the server about the area at each pause of its drawing. `first` is the answer that came with the page. */
export function useAreaCheck(aoi: AreaGeometry | null, first: AreaCheck | null): CheckedArea {
  const [checked, setChecked] = useState<CheckedArea>({
    status: first ? 'done' : 'none',
    check: first,
  });
  const loaded = useRef({ aoi, first });
  useEffect(() => {
    const { first: answer, aoi: loadedAoi } = loaded.current;
    if (answer && aoi === loadedAoi) {
      setChecked({ status: 'done', check: answer });
      return;
    }
    if (!aoi) {
      setChecked({ status: 'none', check: null });
      return;
    }
    setChecked({ status: 'checking', check: null });
    const abort = new AbortController();
    const timer = window.setTimeout(() => {
      ask(aoi, abort.signal).then(
        (check) => setChecked({ status: 'done', check }),
        () => abort.signal.aborted || setChecked({ status: 'failed', check: null }),
      );
    }, pauseMs);
    return () => {
      window.clearTimeout(timer);
      abort.abort();
    };
  }, [aoi]);
  return checked;
}

async function ask(aoi: AreaGeometry, signal: AbortSignal): Promise<AreaCheck> {
  const body = new FormData();
  body.set('aoi', JSON.stringify(aoi));
  const answer = await fetch('/areas/check', { method: 'POST', body, signal, redirect: 'error' });
  if (!answer.ok) throw new Error(`the check answered ${answer.status}`);
  return (await answer.json()) as AreaCheck;
}
