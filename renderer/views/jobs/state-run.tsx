// The states of one run in the order they ran, as a waterfall: roots in red, what they blocked in grey with its reason.
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StateRow } from '../../../shared/questions/job-row.ts';
import { useReader } from '../../stores/reader.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { reasonLine, useStateOutput } from '../../stores/state-output.ts';
import { type MarkTone, OutcomeSign } from '../../widgets/outcome-mark.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';

type Props = {
  readonly states: readonly StateRow[];
  /** All states of the run; more than `states` when the run is longer than one question gives. */
  readonly total: number;
  readonly event: number;
};

type Step = { readonly state: StateRow; readonly tone: MarkTone; readonly fromMs: number };

const plainHeight = 26;
const tallHeight = 44;

/** The list. Up and Down move, Enter shows the return that holds the state. */
export function StateRun({ states, total, event }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const steps = useMemo(() => stepsOf(states), [states]);
  const wholeMs = Math.max(0.001, ...steps.map((step) => step.fromMs + (step.state.durationMs ?? 0)));
  const firstRoot = steps.findIndex((step) => step.state.role === 'root');
  const [active, setActive] = useState(firstRoot === -1 ? 0 : firstRoot);
  const virtual = useVirtualizer({
    count: steps.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (hasSecondLine(steps[index]) ? tallHeight : plainHeight),
    overscan: 8,
    initialRect: { width: 600, height: 600 },
  });

  const onKeyDown = (press: KeyboardEvent) => {
    const last = steps.length - 1;
    const to =
      press.key === 'ArrowDown'
        ? active + 1
        : press.key === 'ArrowUp'
          ? active - 1
          : press.key === 'Home'
            ? 0
            : press.key === 'End'
              ? last
              : null;
    if (to !== null) {
      const next = Math.min(last, Math.max(0, to));
      setActive(next);
      virtual.scrollToIndex(next);
    } else if (press.key === 'Enter' || press.key === ' ') useSelectionStore.getState().eventPicked(event);
    else return;
    press.preventDefault();
  };

  return (
    <div className="sr">
      <div className="sr-head" aria-hidden="true">
        <span>{t('jobs.states.title', { count: total, number: reader.number(total) })}</span>
        <span className="sr-axis">
          <span>0</span>
          <span>{reader.duration(wholeMs * 1000)}</span>
        </span>
      </div>
      <div
        ref={scroller}
        className="sr-scroll"
        role="listbox"
        tabIndex={0}
        aria-label={t('jobs.states.label')}
        aria-activedescendant={`${id}-${active}`}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const step = steps[item.index];
            if (step === undefined) return null;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list, which holds the focus
              <div
                key={item.key}
                id={`${id}-${item.index}`}
                role="option"
                tabIndex={-1}
                aria-selected={item.index === active}
                aria-posinset={item.index + 1}
                aria-setsize={steps.length}
                className="sr-row"
                data-role={step.state.role}
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
                onClick={() => {
                  setActive(item.index);
                  useSelectionStore.getState().eventPicked(event);
                }}
              >
                <StateLine step={step} wholeMs={wholeMs} />
              </div>
            );
          })}
        </div>
      </div>
      {total > states.length ? (
        <p className="muted jp-note">
          {t('jobs.states.first', { shown: reader.number(states.length), total: reader.number(total) })}
        </p>
      ) : null}
    </div>
  );
}

function StateLine({ step, wholeMs }: { readonly step: Step; readonly wholeMs: number }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { state, tone, fromMs } = step;
  const word = tone === 'blocked' ? t('jobs.states.blocked') : t(`outcome.${tone}`);
  const left = (fromMs / wholeMs) * 100;
  const width = ((state.durationMs ?? 0) / wholeMs) * 100;
  return (
    <>
      <span className="sr-line">
        <span className="sr-sign" data-tone={tone}>
          <OutcomeSign tone={tone} />
          <span className="only-heard">{word}</span>
        </span>
        <span className="sr-name clip" title={`${state.sls ?? ''} ${state.id} ${state.name ?? ''}`}>
          <VisibleText text={state.id} />
          <span className="sr-fun"> {state.state}</span>
        </span>
        <span className="sr-track" aria-hidden="true">
          <i data-tone={tone} style={{ left: `${Math.min(left, 99)}%`, width: `${width}%` }} />
        </span>
        <span className="sr-took">{state.durationMs === null ? '' : reader.duration(state.durationMs * 1000)}</span>
      </span>
      {hasSecondLine(step) ? <SecondLine state={state} /> : null}
    </>
  );
}

function SecondLine({ state }: { readonly state: StateRow }) {
  const { t } = useTranslation();
  const reader = useReader();
  const output = useStateOutput(state.role === 'root' ? state.event : undefined, state);
  const text =
    state.blockedBy.length > 0
      ? t('jobs.states.blockedBy', { names: reader.list(state.blockedBy) })
      : reasonLine(output ?? state.comment);
  return (
    <span className="sr-why clip" title={text}>
      <VisibleText text={text} />
    </span>
  );
}

function hasSecondLine(step: Step | undefined): boolean {
  return step !== undefined && step.state.role !== 'none';
}

function stepsOf(states: readonly StateRow[]): Step[] {
  const ordered = [...states].sort((a, b) => (a.runNum ?? Number.MAX_VALUE) - (b.runNum ?? Number.MAX_VALUE));
  let fromMs = 0;
  return ordered.map((state) => {
    const step = { state, tone: toneOf(state), fromMs };
    fromMs += state.durationMs ?? 0;
    return step;
  });
}

function toneOf(state: StateRow): MarkTone {
  if (state.role === 'cascade') return 'blocked';
  if (state.result === false) return 'failed';
  // `null`: a dry run that would change something.
  if (state.result === null || state.isChanged) return 'changed';
  return 'succeeded';
}
