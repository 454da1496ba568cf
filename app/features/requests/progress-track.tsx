import { useTranslation } from '#app/i18n/use-translation.ts';
import { milestones, progressOf, type RequestState } from './workflow.ts';
import './state-badge.css';

/** How far a request is, in five steps. With `words`, each step is named beneath. */
export function ProgressTrack(props: { state: RequestState; words?: boolean }) {
  const { t } = useTranslation();
  const done = progressOf(props.state);
  const label = t('progress.label', { done, total: milestones.length });
  return (
    <div>
      <div role="img" aria-label={label} className="progress-track-box">
        <ol className="progress-track" aria-hidden>
          {milestones.map((milestone, i) => (
            <li key={milestone} data-done={i < done || undefined} />
          ))}
        </ol>
      </div>
      {props.words && (
        <div className="progress-words" aria-hidden>
          {milestones.map((milestone) => (
            <span key={milestone}>{t(`progress.${milestone}`)}</span>
          ))}
        </div>
      )}
    </div>
  );
}
