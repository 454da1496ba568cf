import { Button, Group, Text } from '@mantine/core';
import { IconRowInsertBottom, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { Table } from '#app/ui/table.tsx';
import type { AreaGeometry } from './area.ts';
import {
  insertVertex,
  listRings,
  listVertices,
  minVertices,
  type RingPlace,
  removeVertex,
  setVertex,
  vertexAt,
} from './area-table.ts';
import { DegreesCell } from './degrees-cell.tsx';
import { Pages } from './pages.tsx';
import { RingTools } from './ring-tools.tsx';
import type { AreaEditing } from './use-area-editor.tsx';

const perPage = 50;

/**
 * Every corner of the area as figures to read and to change, ring by ring. The arrow keys go from row to row, Tab leaves the
 * table; what is typed shows on the map at once, where the current corner is marked.
 */
export default function CoordinateTable({ editor }: { editor: AreaEditing }) {
  const { t } = useTranslation('editor');
  const { area } = editor;
  const [place, setPlace] = useState<RingPlace>({ part: 0, ring: 0 });
  const [vertex, setVertexRank] = useState(0);
  const focus = useRef<string | null>(null);
  const rings = area ? listRings(area) : [];
  const here = rings.find((row) => row.part === place.part && row.ring === place.ring) ?? rings[0];
  const rank = Math.min(vertex, Math.max(0, (here?.vertices ?? 1) - 1));
  useMarkedCorner(editor, here ? { ...here, vertex: rank } : null);

  const go = (next: RingPlace, nextVertex: number, field: string | null = null) => {
    focus.current = field;
    setPlace(next);
    setVertexRank(nextVertex);
  };
  const table = (next: AreaGeometry | null) => editor.change(next, 'table');
  return (
    <div className="coordinate-table">
      <RingTools
        area={area}
        here={here ?? null}
        onPlace={(next) => go(next, 0)}
        onArea={(next, at) => {
          table(next);
          go(at, 0);
          if (next) editor.lookAt(next);
        }}
      />
      {area && here ? (
        <>
          <Group gap="xs" mb="xs">
            <Button
              size="xs"
              variant="default"
              leftSection={<IconRowInsertBottom size={16} aria-hidden />}
              onClick={() => {
                table(insertVertex(area, { ...here, vertex: rank }));
                go(here, rank + 1, 'lon');
              }}
            >
              {t('table.insert', { rank: rank + 1 })}
            </Button>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconTrash size={16} aria-hidden />}
              disabled={here.vertices <= minVertices}
              onClick={() => {
                table(removeVertex(area, { ...here, vertex: rank }));
                go(here, Math.max(0, rank - 1), 'lon');
              }}
            >
              {t('table.remove', { rank: rank + 1 })}
            </Button>
          </Group>
          <Rows
            key={`${here.part}.${here.ring}`}
            editor={editor}
            area={area}
            place={here}
            rank={rank}
            count={here.vertices}
            focus={focus}
            onRank={(next, field) => go(here, next, field ?? null)}
          />
        </>
      ) : (
        <Text size="sm">{t('table.empty')}</Text>
      )}
    </div>
  );
}

/** The corner of the current row on the map, while the table is open. */
function useMarkedCorner(editor: AreaEditing, at: (RingPlace & { vertex: number }) | null) {
  const { area, setCorner } = editor;
  const corner = area && at ? vertexAt(area, at) : null;
  const [lon, lat] = corner ?? [];
  useEffect(() => {
    setCorner(lon !== undefined && lat !== undefined ? [lon, lat] : null);
  }, [setCorner, lon, lat]);
  useEffect(() => () => setCorner(null), [setCorner]);
}

type RowsProps = {
  editor: AreaEditing;
  area: AreaGeometry;
  place: RingPlace;
  rank: number;
  count: number;
  /** The field of the current row that is to take the focus once it is drawn. */
  focus: { current: string | null };
  onRank: (rank: number, field?: string) => void;
};

function Rows({ editor, area, place, rank, count, focus, onRank }: RowsProps) {
  const { t } = useTranslation('editor');
  const body = useRef<HTMLTableSectionElement>(null);
  const page = Math.floor(rank / perPage);
  const first = page * perPage;
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each drawing in which the current row changed.
  useEffect(() => {
    const field = focus.current;
    focus.current = null;
    if (!field) return;
    const input = body.current?.querySelector<HTMLInputElement>(`[data-cell="${rank}.${field}"]`);
    input?.focus();
    input?.select();
  }, [rank, count]);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>, field: string) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onRank(Math.min(count - 1, Math.max(0, rank + step)), field);
  };
  return (
    <>
      <Table className="coordinates">
        <Table.Caption className="visually-hidden">{t('table.caption')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className="number">{t('table.rank')}</Table.Th>
            <Table.Th>{t('table.lon')}</Table.Th>
            <Table.Th>{t('table.lat')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <tbody ref={body}>
          {listVertices(area, place, first, perPage).map((at, index) => {
            const here = first + index;
            return (
              <tr key={here} aria-current={here === rank || undefined}>
                <td className="number">{here + 1}</td>
                {(['lon', 'lat'] as const).map((axis) => (
                  <td key={axis}>
                    <DegreesCell
                      axis={axis}
                      rank={here}
                      at={at}
                      isCurrent={here === rank}
                      onFocus={() => here !== rank && onRank(here)}
                      onKeyDown={(event) => onKeyDown(event, axis)}
                      onPlace={(next, session) =>
                        editor.change(setVertex(area, { ...place, vertex: here }, next), 'table', {
                          join: session,
                        })
                      }
                    />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </Table>
      <Pages
        count={count}
        perPage={perPage}
        page={page}
        onPage={(next) => onRank(Math.min(count - 1, next * perPage))}
      />
    </>
  );
}

const steps: Record<string, number> = {
  ArrowUp: -1,
  ArrowDown: 1,
  Enter: 1,
  PageUp: -10,
  PageDown: 10,
};
