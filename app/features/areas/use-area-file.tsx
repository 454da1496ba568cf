import { useCallback, useMemo, useRef, useState } from 'react';
import { type AreaGeometry, polygonsOf } from './area.ts';
import { askWithProgress, type Fields, type Words } from './ask-areas.tsx';
import type { CoordinateOrder } from './coordinate-line.ts';
import type { AreaFault } from './ring-faults.ts';
import type { AreaEditing, AreaUse } from './use-area-editor.tsx';

/** A surface that was read, as `/areas/read` gives it. */
export type ReadFeature = {
  key: string;
  label: string;
  geometry: AreaGeometry;
  areaHa: number;
  vertices: number;
  parts: number;
  fault: AreaFault | null;
  properties: Record<string, string>;
};

type Note = { code: string; params?: Record<string, string | number> };
export type ReadAnswer =
  | {
      format: string;
      crs: string | null;
      features: ReadFeature[];
      notes: Note[];
      fileId?: string;
    }
  | { fault: Note };

export type FileState =
  | { status: 'none' }
  // The name is empty for what was pasted.
  | { status: 'reading'; name: string; share: number }
  | { status: 'failed'; name: string; why: Words }
  | {
      status: 'read';
      name: string;
      format: string;
      crs: string | null;
      features: ReadFeature[];
      notes: Words[];
    };

export type AreaFile = ReturnType<typeof useAreaFile>;

/** Makes a request of its own of each of these surfaces, and says what came of it. */
export type EachOwn = (features: readonly ReadFeature[]) => Promise<Words>;

/**
 * Reads a file of areas at the desk. One surface becomes the area at once; several are kept to choose from, in a list and on
 * the map. `use` says what the surface does to the area that is there.
 */
export function useAreaFile(
  editor: AreaEditing,
  requestId: string,
  use: AreaUse,
  eachOwn?: EachOwn,
) {
  const [said, setSaid] = useState<Words | null>(null);
  const [state, setState] = useState<FileState>({ status: 'none' });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [hovered, setHovered] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  const { bring, lookAt } = editor;

  const ask = useCallback(
    async (name: string, fields: Fields) => {
      running.current?.abort();
      const abort = new AbortController();
      running.current = abort;
      setSaid(null);
      setState({ status: 'reading', name, share: 0 });
      const onProgress = (share: number) =>
        setState((now) => (now.status === 'reading' ? { ...now, share } : now));
      const told = { signal: abort.signal, onProgress };
      const answer = await askWithProgress<ReadAnswer>(
        '/areas/read',
        { ...fields, requestId },
        told,
      );
      if (abort.signal.aborted) return;
      const next = stateOf(name, answer);
      setState(next);
      if (next.status !== 'read') return;
      const [only] = next.features;
      if (only && next.features.length === 1) bring(only.geometry, name ? 'file' : 'typed', use);
      else if (only) lookAt(togetherOf(next.features));
      setChosen(new Set(next.features.map(({ key }) => key)));
    },
    [requestId, bring, lookAt, use],
  );
  /** Several files are those of one Shapefile. */
  const read = useCallback(
    (files: File[]) => ask(files.map(({ name }) => name).join(', '), { file: files }),
    [ask],
  );
  /** The same for WKT or GeoJSON that was pasted; `order` is that of the coordinates. */
  const readText = useCallback(
    (text: string, order: CoordinateOrder) => ask('', { text, order }),
    [ask],
  );

  const cancel = useCallback(() => {
    running.current?.abort();
    setState({ status: 'none' });
  }, []);
  const toggle = useCallback((key: string) => {
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  }, []);

  const features = state.status === 'read' ? state.features : none;
  const candidates = features.length > 1 ? features : none;
  const chosenFeatures = useMemo(
    () => candidates.filter(({ key }) => chosen.has(key)),
    [candidates, chosen],
  );
  return {
    state,
    read,
    readText,
    cancel,
    /** The surfaces to choose from; none once they are used. */
    candidates,
    chosen,
    chosenFeatures,
    choose: setChosen,
    toggle,
    hovered,
    setHovered,
    lookAt,
    /** The chosen surfaces as one area. */
    takeTogether: () => {
      editor.bringAll(
        chosenFeatures.map(({ geometry }) => geometry),
        'file',
        use,
      );
      cancel();
    },
    /** The first becomes the area here, each other one a draft of its own. */
    takeEach:
      eachOwn &&
      (async () => {
        const [first, ...others] = chosenFeatures;
        if (!first) return;
        cancel();
        bring(first.geometry, 'file');
        setSaid(await eachOwn(others));
      }),
    /** What came of it. */
    said,
  };
}

const none: ReadFeature[] = [];

function stateOf(
  name: string,
  answer: Awaited<ReturnType<typeof askWithProgress<ReadAnswer>>>,
): FileState {
  if (!answer.ok) {
    return answer.why === 'aborted'
      ? { status: 'none' }
      : { status: 'failed', name, why: answer.why };
  }
  if ('fault' in answer.value) {
    return { status: 'failed', name, why: wordsOf('fault', answer.value.fault) };
  }
  const { format, crs, features, notes } = answer.value;
  const said = notes.map((note) => wordsOf('note', note));
  if (features.length === 0) {
    return { status: 'failed', name, why: said[0] ?? { key: 'editor:file.no-surface' } };
  }
  return { status: 'read', name, format, crs, features, notes: said };
}

const wordsOf = (group: string, { code, params }: Note): Words => ({
  key: `areafile:${group}.${code}`,
  ...(params && { params }),
});

/** All surfaces as one, to know where they are. */
const togetherOf = (features: readonly ReadFeature[]): AreaGeometry => ({
  type: 'MultiPolygon',
  coordinates: features.flatMap(({ geometry }) => polygonsOf(geometry)),
});
