import {
  type DragEvent,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import type { AreaFault, AreaLimits } from '#app/features/areas/area-fault.ts';
import type { FitOffer } from '#app/features/areas/area-fit.tsx';
import { quickFaultOf } from '#app/features/areas/measured.ts';
import type { AreaEditing } from '#app/features/areas/use-area-editor.tsx';
import type { ReadFeature } from '#app/features/areas/use-area-file.tsx';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { TypedArea } from './area-input.tsx';
import { answersOf, areaFaults, type RequestFault, type RequestValues } from './check-request.ts';
import type { AskContext } from './editable-request.server.ts';
import type { EditReply } from './posted-request.ts';
import { quotaOutlook } from './quota-left.ts';
import { sensorsOf } from './request-schema.ts';
import type { CheckedArea } from './use-area-check.tsx';

/**
 * Puts the area into the form at the moment it is posted, by whatever way: an outline of 50,000 corners is written once
 * for each post, and never at each change.
 */
export function usePostedArea(form: RefObject<HTMLFormElement>, aoi: AreaGeometry | null) {
  const latest = useRef(aoi);
  latest.current = aoi;
  useEffect(() => {
    const element = form.current;
    const onFormData = ({ formData }: FormDataEvent) => {
      formData.set('aoi', textOf(latest.current));
    };
    element?.addEventListener('formdata', onFormData);
    return () => element?.removeEventListener('formdata', onFormData);
  }, [form]);
}

const texts = new WeakMap<AreaGeometry, string>();
function textOf(aoi: AreaGeometry | null): string {
  if (!aoi) return '';
  const text = texts.get(aoi) ?? JSON.stringify(aoi);
  texts.set(aoi, text);
  return text;
}

/**
 * The coordinates as they are typed. Another way of giving the area empties them: when the form is read, they come before
 * it. Each change of the area is one for the draft.
 */
export function useTypedArea(
  reply: EditReply | undefined,
  { area }: AreaEditing,
  touch: () => void,
): [TypedArea, (typed: TypedArea) => void] {
  const [typed, setTyped] = useState<TypedArea>({
    coordinates: reply?.posted.coordinates ?? '',
    order: reply?.posted.order ?? 'latlon',
  });
  const before = useRef(area);
  const isTyping = useRef(false);
  useEffect(() => {
    if (area === before.current) return;
    before.current = area;
    if (!isTyping.current) setTyped((now) => ({ ...now, coordinates: '' }));
    isTyping.current = false;
    touch();
  }, [area, touch]);
  const type = useCallback((next: TypedArea) => {
    isTyping.current = true;
    setTyped(next);
  }, []);
  return [typed, type];
}

/**
 * What is wrong with the area: all that the desk found, and the gravest that the page finds by itself at once. `limits` are those
 * of the offers asked for.
 */
export function useFaults(
  aoi: AreaGeometry | null,
  { check }: CheckedArea,
  limits: AreaLimits,
): readonly AreaFault[] {
  const quick = aoi ? quickFaultOf(aoi, limits) : null;
  const found = check?.faults;
  return useMemo(() => {
    const told = found ?? [];
    return quick && !told.some(({ code }) => code === quick.code) ? [quick, ...told] : told;
  }, [found, quick]);
}

/** The area's faults as faults of the request: one of each sort, since the form's own list only counts and links. */
export function faultsForForm(faults: readonly AreaFault[]): RequestFault[] {
  const first = new Map(faults.map((fault) => [fault.code, fault] as const).reverse());
  return [...first.values()].flatMap(areaFaults);
}

/** The offers of the sensors that are asked for, by name, with what an area costs there. */
export function useOffers(values: RequestValues, context: AskContext): FitOffer[] {
  const { t } = useTranslation('requests');
  const answers = answersOf(values);
  return sensorsOf(answers).flatMap((sensorId) => {
    const sensor = context.sensors.find(({ id }) => id === sensorId);
    const offers = sensor?.offers.filter(({ kind }) => kind === answers.kind) ?? [];
    return offers.map((offer) => ({
      id: offer.id,
      name: `${sensor?.name ?? ''} (${t(`options.kind.${offer.kind}`).toLocaleLowerCase()})`,
      costHa: (areaHa: number) =>
        quotaOutlook({ ...answers, sensor1: sensorId }, areaHa, context)?.costHa ?? null,
    }));
  });
}

/** Takes files that are dropped anywhere on the element; `data-file-over` while one is held over it. */
export function useFileDrop(take: (files: File[]) => void) {
  const [isOver, setIsOver] = useState(false);
  const depth = useRef(0);
  const hasFile = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return {
    'data-file-over': isOver || undefined,
    onDragEnter: (event: DragEvent) => {
      if (!hasFile(event)) return;
      depth.current += 1;
      setIsOver(true);
    },
    onDragOver: (event: DragEvent) => hasFile(event) && event.preventDefault(),
    onDragLeave: (event: DragEvent) => {
      if (!hasFile(event)) return;
      depth.current -= 1;
      if (depth.current <= 0) setIsOver(false);
    },
    onDrop: (event: DragEvent) => {
      const files = [...event.dataTransfer.files];
      depth.current = 0;
      setIsOver(false);
      if (files.length === 0) return;
      event.preventDefault();
      take(files);
    },
  };
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** An id such as the page may mint for a draft: random, since nothing needs these rows to lie together. */
function draftId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(20));
  return Array.from(bytes, (byte) => alphabet[byte % 32] ?? '0').join('');
}

/** Makes a draft of its own of each surface, with the answers of this form and the surface's name after the title. */
export function useEachOwn(form: RefObject<HTMLFormElement>) {
  return useCallback(
    async (features: readonly ReadFeature[]) => {
      let made = 0;
      for (const { geometry, label } of features) {
        if (!form.current) break;
        const body = new FormData(form.current);
        const title = String(body.get('title') ?? '').trim();
        body.set('title', title === '' ? label : `${title} : ${label}`);
        body.set('aoi', JSON.stringify(geometry));
        body.delete('coordinates');
        const url = `/requests/${draftId()}/draft`;
        const answer = await fetch(url, { method: 'POST', body, redirect: 'error' }).catch(
          () => null,
        );
        if (!answer?.ok) return { key: 'editor:choice.each-failed', params: { count: made } };
        made += 1;
      }
      return { key: 'editor:choice.each-done', params: { count: made } };
    },
    [form],
  );
}
