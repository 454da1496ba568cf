import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import { askJson } from '#app/features/areas/ask-areas.tsx';
import {
  answersOf,
  type RequestFault,
  type RequestValues,
} from '#app/features/requests/check-request.ts';
import type { AskContext } from '#app/features/requests/editable-request.server.ts';
import { type AreaLayer, areaLayer } from '#app/features/requests/map-layers.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { Held } from './held.ts';
import { needOf } from './need.ts';
import { reasonFault } from './reason.ts';

export type HeldStatus = 'none' | 'checking' | 'done' | 'failed';

const pauseMs = 350;

/**
 * What is held of an area for what the form asks, asked of the server at each pause: when the area changes, the need, or the
 * scenes that are to count. `first` is the answer that came with the page. Gives the map's layers, and the fault of a
 * request that has to say why what is held does not do.
 */
export function useHeld(given: {
  aoi: AreaGeometry | null;
  values: RequestValues;
  requestId: string;
  context: Pick<AskContext, 'sensors' | 'today'>;
  first: Held | null;
}) {
  const { aoi, values, requestId, context, first } = given;
  const need = JSON.stringify(needOf(answersOf(values), context));
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const [known, setKnown] = useState<{ status: HeldStatus; held: Held | null }>({
    status: first ? 'done' : 'none',
    held: first,
  });
  const loaded = useRef({ aoi, need, first });
  const asked = useRef(aoi);
  const listed = chosen?.join(',') ?? null;

  useEffect(() => {
    const { current } = loaded;
    if (current.first && aoi === current.aoi && need === current.need && listed === null) {
      setKnown({ status: 'done', held: current.first });
      return;
    }
    if (!aoi) {
      setKnown({ status: 'none', held: null });
      return;
    }
    // Of another area the old answer would be wrong; for another need it is only late.
    const same = asked.current === aoi;
    setKnown(({ held }) => ({ status: 'checking', held: same ? held : null }));
    const abort = new AbortController();
    const timer = window.setTimeout(async () => {
      const fields = {
        aoi: JSON.stringify(aoi),
        need,
        requestId,
        ...(listed !== null && { chosen: listed }),
      };
      const answer = await askJson<Held>('/areas/held', { fields, signal: abort.signal });
      if (abort.signal.aborted) return;
      asked.current = aoi;
      setKnown(
        answer.ok ? { status: 'done', held: answer.value } : { status: 'failed', held: null },
      );
    }, pauseMs);
    return () => {
      window.clearTimeout(timer);
      abort.abort();
    };
  }, [aoi, need, listed, requestId]);

  // Another area or need is another question: what was ticked answered the one before.
  const question = useRef({ aoi, need });
  useEffect(() => {
    if (question.current.aoi === aoi && question.current.need === need) return;
    question.current = { aoi, need };
    setChosen(null);
  }, [aoi, need]);

  const { held, status } = known;
  const reason = values.archiveReason;
  const faults = useMemo<RequestFault[]>(
    () => (held ? reasonFault(held.meetingPct, reason) : []),
    [held, reason],
  );
  return {
    status,
    held,
    chosen,
    choose: useCallback((ids: readonly string[] | null) => setChosen(ids), []),
    layers: useHeldLayers(held),
    faults,
  };
}
export type HeldAnswer = ReturnType<typeof useHeld>;

const noLayers: readonly AreaLayer[] = [];

function useHeldLayers(held: Held | null): readonly AreaLayer[] {
  const { t } = useTranslation('map');
  const coverage = held?.coverage;
  return useMemo(() => {
    if (!coverage?.held) return noLayers;
    return [
      areaLayer('held', [{ id: 'held', label: t('kind.held'), geometry: coverage.held }]),
      areaLayer('missing', [
        { id: 'missing', label: t('kind.missing'), geometry: coverage.missing },
      ]),
    ];
  }, [coverage, t]);
}
