import { useEffect, useState } from 'react';
import { askJson, type Words } from './ask-areas.tsx';

export type Sharing = 'private' | 'entity' | 'public';
export const sharings = ['private', 'entity', 'public'] as const satisfies readonly Sharing[];

export type SavedArea = {
  id: string;
  name: string;
  sharing: Sharing;
  ownerName: string;
  mine: boolean;
  areaHa: number;
};

/** The saved areas that this person may use; null while they are asked for. */
export function useSavedAreas(): { areas: SavedArea[] | null; failure: Words | null } {
  const [areas, setAreas] = useState<SavedArea[] | null>(null);
  const [failure, setFailure] = useState<Words | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    void askJson<{ areas: SavedArea[] }>('/areas/saved', { signal: abort.signal }).then(
      (answer) => {
        if (answer.ok) setAreas(answer.value.areas);
        else if (answer.why !== 'aborted') setFailure(answer.why);
      },
    );
    return () => abort.abort();
  }, []);
  return { areas, failure };
}
