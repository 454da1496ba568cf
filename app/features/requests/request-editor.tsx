import { Box } from '@mantine/core';
import { Form, useNavigation, useSubmit } from '@remix-run/react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { AreaInput, type TypedArea } from './area-input.tsx';
import { allFaults, areaFaults, type RequestFault } from './check-request.ts';
import { DeskQuestion } from './desk-question.tsx';
import type { EditPage } from './editable-request.server.ts';
import { boxToShow, EditorMap } from './editor-map.tsx';
import { EditorSection, SectionNav } from './editor-sections.tsx';
import { useFaultText } from './fault-text.tsx';
import { HeldPanel } from './held-panel.tsx';
import { ImageFields } from './image-fields.tsx';
import { OutlookBar } from './outlook-bar.tsx';
import type { EditReply } from './posted-request.ts';
import { SendPanel } from './send-panel.tsx';
import { useAreaCheck } from './use-area-check.tsx';
import { useAutosave } from './use-autosave.tsx';
import { useRequestForm } from './use-request-form.tsx';
import { WhyFields } from './why-fields.tsx';
import './requests.css';

type Props = { page: EditPage & { id: string }; reply?: EditReply };

const formId = 'request-form';

/** The request form: the map on one side, the steps on the other, and the bar at the foot that always says where one is. */
export function RequestEditor({ page, reply }: Props) {
  const { t } = useTranslation('requests');
  const element = useRef<HTMLFormElement>(null);
  const [aoi, setAoi] = useState(reply ? reply.posted.aoi : page.aoi);
  const [typed, setTyped] = useState<TypedArea>({
    coordinates: reply?.posted.coordinates ?? '',
    order: reply?.posted.order ?? 'latlon',
  });
  const checked = useAreaCheck(aoi, page.check);
  const { form, field, values, check, outlook } = useRequestForm(page, aoi, reply);
  const autosave = useAutosave(element, `/requests/${page.id}/draft`);
  const send = useSend({ reply, autosave, form, faults: () => shownFaults });

  const engine = check.area.length === 0 ? areaFaults(checked.check?.fault ?? null) : [];
  const areaOnly = [...check.area, ...engine];
  const aboutArea = [...areaOnly, ...check.rules.filter((fault) => fault.field === 'aoi')];
  const full = { ...check, area: areaOnly };
  const shownFaults = allFaults(full);

  const [fitTo, setFitTo] = useState(() => boxToShow(aoi));
  const changeArea = (next: AreaGeometry | null, by: 'map' | 'file' | 'typing' | 'clear') => {
    setAoi(next);
    if (next && by !== 'map') setFitTo(boxToShow(next));
    if (by !== 'typing') setTyped((before) => ({ ...before, coordinates: '' }));
    autosave.touch();
  };
  return (
    <div className="page" data-wide>
      <PageHead title={<EditTitle page={page} />} lede={t('edit.lede')} />
      <SummaryOf key={send.attempt} faults={send.summary} />
      {page.question && (
        <DeskQuestion
          question={page.question}
          answer={reply?.posted.answer ?? ''}
          formId={formId}
        />
      )}
      <SectionNav faults={shownFaults} />
      <div className="side-by-side editor">
        <EditorMap
          aoi={aoi}
          check={checked.check}
          faults={aboutArea}
          fitTo={fitTo}
          onArea={(next) => changeArea(next, 'map')}
        />
        <Form
          id={formId}
          method="post"
          ref={element}
          noValidate
          autoComplete="off"
          onSubmit={send.onSubmit}
          onChange={autosave.touch}
        >
          <input type="hidden" name="aoi" value={aoi ? JSON.stringify(aoi) : ''} readOnly />
          <EditorSection id="area" number={1}>
            <AreaInput
              aoi={aoi}
              areaHa={check.areaHa}
              faults={aboutArea}
              typed={typed}
              onTyped={setTyped}
              onArea={changeArea}
            />
          </EditorSection>
          <EditorSection id="held" number={2}>
            <HeldPanel checked={checked} onOnlyMissing={(missing) => changeArea(missing, 'map')} />
          </EditorSection>
          <EditorSection id="image" number={3}>
            <ImageFields field={field} values={values} context={page.context} />
          </EditorSection>
          <EditorSection id="why" number={4}>
            <WhyFields field={field} context={page.context} />
          </EditorSection>
          <EditorSection id="send" number={5}>
            <SendPanel faults={shownFaults} again={page.question !== null} busy={send.busy} />
          </EditorSection>
        </Form>
      </div>
      <OutlookBar check={full} outlook={outlook} saving={autosave.saving} />
    </div>
  );
}

function EditTitle({ page }: Pick<Props, 'page'>) {
  const { t } = useTranslation('requests');
  const number = page.request?.number;
  if (number) return t('edit.title-returned', { number });
  return t(page.request ? 'edit.title-draft' : 'edit.title-new');
}

function SummaryOf({ faults }: { faults: readonly RequestFault[] }) {
  const { t } = useTranslation('requests');
  const text = useFaultText();
  const errors = faults.map((fault) => ({
    field: fault.field,
    message: `${t(`fields.${fault.field}`)} : ${text(fault)}`,
  }));
  return (
    <Box mt={faults.length > 0 ? 'md' : 0}>
      <ErrorSummary errors={errors} />
    </Box>
  );
}

type Sending = {
  reply: EditReply | undefined;
  autosave: ReturnType<typeof useAutosave>;
  form: ReturnType<typeof useRequestForm>['form'];
  faults: () => RequestFault[];
};

/**
 * Sends the browser's own form when nothing is known to be wrong with it, else sums up the faults. The summary is taken
 * at the moment of sending: one that followed each key would take the focus away from the field.
 */
function useSend({ reply, autosave, form, faults }: Sending) {
  const submit = useSubmit();
  const navigation = useNavigation();
  const [summary, setSummary] = useState<RequestFault[]>(reply?.faults ?? []);
  const [attempt, setAttempt] = useState(0);
  const { resume, stop } = autosave;
  useEffect(() => {
    if (!reply) return;
    resume();
    setSummary(reply.faults);
    setAttempt((n) => n + 1);
  }, [reply, resume]);
  const refuse = () => {
    setSummary(faults());
    setAttempt((n) => n + 1);
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // Taken now: React clears it while the form is being validated.
    const target = event.currentTarget;
    const submitter = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null;
    const post = () => {
      stop();
      submit(submitter ?? target, { replace: submitter?.value === 'save' });
    };
    if (submitter?.value === 'save') return post();
    void form.handleSubmit(() => (faults().length > 0 ? refuse() : post()), refuse)(event);
  };
  return { summary, attempt, onSubmit, busy: navigation.state !== 'idle' };
}
