import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { LonLat } from './area.ts';
import { readDegrees, writeDegrees } from './degrees.ts';

/** One figure. While it is being typed it is the reader's text; what can be read of it is on the map at once. */
export function DegreesCell(props: {
  axis: 'lon' | 'lat';
  rank: number;
  at: LonLat;
  isCurrent: boolean;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
  onPlace: (at: LonLat, session: string) => void;
}) {
  const { t } = useTranslation('editor');
  const { axis, rank, at, isCurrent } = props;
  const [text, setText] = useState<string | null>(null);
  const session = useRef('');
  const value = axis === 'lon' ? at[0] : at[1];
  const isWrong = text !== null && readDegrees(text, axis) === null;
  return (
    <input
      type="text"
      inputMode="text"
      className="degrees-cell"
      data-cell={`${rank}.${axis}`}
      tabIndex={isCurrent ? 0 : -1}
      aria-label={t(`table.cell.${axis}`, { rank: rank + 1 })}
      aria-invalid={isWrong || undefined}
      title={isWrong ? t(`box.fault.${axis}`) : undefined}
      value={text ?? writeDegrees(value)}
      onFocus={() => {
        // What is typed from here to the next field is one step to undo.
        session.current = `${rank}.${axis}.${Date.now()}`;
        props.onFocus();
      }}
      onBlur={() => setText(null)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setText(null);
        props.onKeyDown(event);
      }}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        const read = readDegrees(currentTarget.value, axis);
        if (read === null || read === value) return;
        props.onPlace(axis === 'lon' ? [read, at[1]] : [at[0], read], session.current);
      }}
    />
  );
}
