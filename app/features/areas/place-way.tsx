import { Combobox, Loader, Text, TextInput, useCombobox } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { AreaGeometry } from './area.ts';
import { askJson, type Words } from './ask-areas.tsx';
import type { AreaEditing, AreaUse } from './use-area-editor.tsx';
import { useWords } from './use-words.tsx';

type Place = { kind: string; code: string; name: string; of: string; hasOutline: boolean };
type Outline = { name: string; geometry: AreaGeometry; areaHa: number; source: string };

/** `outlines` is false where the operator has imported none at all. */
type PlacesAnswer = { places: Place[]; outlines: boolean };

const pauseMs = 200;

/** A commune, EPCI, département or région, by its name or its INSEE code. */
export default function PlaceWay({ editor, use }: { editor: AreaEditing; use: AreaUse }) {
  const { t } = useTranslation('editor');
  const words = useWords();
  const locale = useLocale();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [text, setText] = useState('');
  const [taken, setTaken] = useState<Outline | null>(null);
  const [failure, setFailure] = useState<Words | null>(null);
  const [isTaking, setIsTaking] = useState(false);
  const search = usePlaces(text);

  const take = async (value: string) => {
    const place = search.places.find((one) => placeKey(one) === value);
    if (!place) return;
    combobox.closeDropdown();
    setText(place.name);
    setTaken(null);
    setFailure(null);
    setIsTaking(true);
    const address = `/areas/places/${place.kind}/${encodeURIComponent(place.code)}`;
    const answer = await askJson<Outline>(address);
    setIsTaking(false);
    if (answer.ok) {
      setTaken(answer.value);
      editor.bring(answer.value.geometry, 'place', use);
    } else if (answer.why !== 'aborted') setFailure(answer.why);
  };
  const problem = failure ?? search.failure;
  const isEmpty = search.places.length === 0;
  return (
    <div>
      <Combobox store={combobox} onOptionSubmit={(value) => void take(value)}>
        <Combobox.Target withExpandedAttribute>
          <TextInput
            id="areaPlace"
            role="combobox"
            label={t('place-way.label')}
            description={t('place-way.hint')}
            value={text}
            autoComplete="off"
            rightSection={search.isBusy || isTaking ? <Loader size={16} /> : null}
            error={problem && words(problem)}
            onChange={({ currentTarget }) => {
              setText(currentTarget.value);
              setTaken(null);
              setFailure(null);
              combobox.openDropdown();
              combobox.updateSelectedOptionIndex();
            }}
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
            onFocus={() => combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={text.trim().length < 2 || (isEmpty && search.isBusy)}>
          <Combobox.Options
            aria-label={t('place-way.found')}
            mah={320}
            style={{ overflowY: 'auto' }}
          >
            {search.places.map((place) => (
              <PlaceOption key={placeKey(place)} place={place} />
            ))}
            {isEmpty && <Combobox.Empty>{t('place-way.none')}</Combobox.Empty>}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <Text size="sm" role="status" mt={4}>
        {taken &&
          t('place-way.taken', {
            name: taken.name,
            area: formatArea(taken.areaHa, locale),
            source: taken.source,
          })}
      </Text>
    </div>
  );
}

function PlaceOption({ place }: { place: Place }) {
  const { t } = useTranslation(['editor', 'places']);
  const { kind, code, name, of, hasOutline } = place;
  return (
    // Mantine makes what cannot be chosen too pale to be read.
    <Combobox.Option value={placeKey(place)} disabled={!hasOutline} style={{ opacity: 1 }}>
      <Text size="sm" fw={hasOutline ? 600 : 400} component="span">
        {name}
      </Text>{' '}
      <Text size="sm" component="span">
        {of}
      </Text>
      <Text size="xs" c="dimmed">
        {t(`places:kinds.${kind}`)} · {code}
        {!hasOutline && ` · ${t('places:no-outline')}`}
      </Text>
    </Combobox.Option>
  );
}

const placeKey = ({ kind, code }: Place) => `${kind}/${code}`;

/** The places whose name or code begins as the text does, asked for at each pause. */
function usePlaces(text: string) {
  const [found, setFound] = useState<{ places: Place[]; failure: Words | null }>(nothing);
  const [isBusy, setIsBusy] = useState(false);
  const known = useRef(new Map<string, Place[]>());
  useEffect(() => {
    const wanted = text.trim();
    const before = known.current.get(wanted);
    if (wanted.length < 2 || before) {
      setFound(before ? { places: before, failure: null } : nothing);
      setIsBusy(false);
      return;
    }
    setIsBusy(true);
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const url = `/areas/places?q=${encodeURIComponent(wanted)}`;
      const answer = await askJson<PlacesAnswer>(url, { signal: abort.signal });
      if (abort.signal.aborted) return;
      setIsBusy(false);
      if (!answer.ok) {
        if (answer.why !== 'aborted') setFound({ places: [], failure: answer.why });
        return;
      }
      const { places, outlines } = answer.value;
      known.current.set(wanted, places);
      setFound({ places, failure: outlines ? null : { key: 'places:no-outlines' } });
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text]);
  return { ...found, isBusy };
}

const nothing = { places: [], failure: null };
