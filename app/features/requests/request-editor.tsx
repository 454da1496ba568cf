import { Box } from '@mantine/core';
import { Form, useNavigation, useSubmit } from '@remix-run/react';
import { type FormEvent, useDeferredValue, useEffect, useRef, useState } from 'react';
import { useHeld } from '#app/features/archive/use-held.tsx';
import { useAreaMore } from '#app/features/areas/area-more.tsx';
import type { AreaWay } from '#app/features/areas/area-ways.tsx';
import { type AreaUse, useAreaEditor } from '#app/features/areas/use-area-editor.tsx';
import { useAreaFile } from '#app/features/areas/use-area-file.tsx';
import { useStepKeys } from '#app/features/areas/use-map-edit.tsx';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { AreaInput } from './area-input.tsx';
import { allFaults, answersOf, limitsOf, type RequestFault } from './check-request.ts';
import { DeskQuestion } from './desk-question.tsx';
import type { EditPage } from './editable-request.server.ts';
import { EditorMap } from './editor-map.tsx';
import { EditorSection, SectionNav } from './editor-sections.tsx';
import { useFaultText } from './fault-text.tsx';
import { HeldPanel } from './held-panel.tsx';
import { ImageFields } from './image-fields.tsx';
import { OutlookBar } from './outlook-bar.tsx';
import type { EditReply } from './posted-request.ts';
import { SendPanel } from './send-panel.tsx';
import {
  faultsForForm,
  useEachOwn,
  useFaults,
  useFileDrop,
  useOffers,
  usePostedArea,
  useTypedArea,
} from './use-area.tsx';
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
  const editor = useAreaEditor(reply ? reply.posted.aoi : page.aoi);
  const aoi = editor.area;
  const [way, setWay] = useState<AreaWay>(reply?.posted.coordinates ? 'coordinates' : 'draw');
  const [use, setUse] = useState<AreaUse>('replace');
  const more = useAreaMore();
  // Measuring 50,000 corners takes a tenth of a second: what is typed or drawn is shown before.
  const { form, field, values, check, outlook } = useRequestForm(
    page,
    useDeferredValue(aoi),
    reply,
  );
  const held = useHeld({
    aoi,
    values,
    requestId: page.id,
    context: page.context,
    first: page.held,
  });
  const offers = useOffers(values, page.context);
  const checked = useAreaCheck(
    aoi,
    offers.map(({ id }) => id),
    page.check,
  );
  const autosave = useAutosave(element, `/requests/${page.id}/draft`);
  const [typed, setTyped] = useTypedArea(reply, editor, autosave.touch);
  const file = useAreaFile(editor, page.id, use, useEachOwn(element));
  const send = useSend({ reply, autosave, form, faults: () => shownFaults });
  const drop = useFileDrop((dropped) => {
    setWay('file');
    void file.read(dropped);
  });
  useStepKeys(editor);
  usePostedArea(element, aoi);

  // The desk's answer tells all; until it is there, what the page finds by itself.
  const faults = useFaults(
    useDeferredValue(aoi),
    checked,
    limitsOf(answersOf(values), page.context),
  );
  const areaOnly = faultsForForm(faults);
  const full = { ...check, missing: [...check.missing, ...held.faults], area: areaOnly };
  const shownFaults = allFaults(full);
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
      <div className="side-by-side editor" {...drop}>
        <EditorMap editor={editor} file={file} faults={faults} held={held.layers} tools={more} />
        <Form
          id={formId}
          method="post"
          ref={element}
          noValidate
          autoComplete="off"
          onSubmit={send.onSubmit}
          onChange={autosave.touch}
        >
          {/* As the page came: what is posted later is put in as it leaves (usePostedArea). */}
          <input type="hidden" name="aoi" defaultValue={page.aoi ? JSON.stringify(page.aoi) : ''} />
          <EditorSection id="area" number={1}>
            <AreaInput
              editor={editor}
              file={file}
              areaHa={check.areaHa}
              checked={checked}
              faults={faults}
              rules={check.rules.filter((fault) => fault.field === 'aoi')}
              offers={offers}
              way={way}
              onWay={setWay}
              use={use}
              onUse={setUse}
              more={more}
              typed={typed}
              onTyped={setTyped}
            />
          </EditorSection>
          <EditorSection id="held" number={2}>
            <HeldPanel
              aoi={aoi}
              answer={held}
              field={field}
              values={values}
              onArea={(area) => editor.change(area, 'missing')}
            />
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
