// The story of what the pointer stands on: of a bar its job, outcome and reasons, of a cell its counts, of a state its comment, of a band why.
import { useTranslation } from 'react-i18next';
import type { Note } from '../../../shared/keep/note.ts';
import { activities, type TimelineItem } from '../../../shared/questions/timeline.ts';
import { outcomesOf } from '../../../shared/salt/job-outcome.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import type { Arrow } from '../../stores/arrow-store.ts';
import { useReader } from '../../stores/reader.ts';
import { OutcomeMark } from '../../widgets/outcome-mark.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { ArrowStories } from './arrow-story.tsx';
import type { Hit } from './messages.ts';
import { NoteStory } from './note-story.tsx';

type Props = {
  readonly hit: Hit;
  /** Those that the painter draws. */
  readonly arrows: readonly Arrow[];
  readonly notes: readonly Note[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

const cardWidth = 380;
const cardHeight = 190;

/** The card; it stands beside the pointer and never under it. */
export function HoverCard({ hit, arrows, notes, x, y, width, height }: Props) {
  const { thing } = hit;
  if (thing.what === 'nothing') return null;
  const isLeft = x + 16 + cardWidth > width && x - 16 - cardWidth > 0;
  const isAbove = y + 20 + cardHeight > height;
  const across = isLeft ? { right: width - x + 14 } : { left: Math.max(4, Math.min(x + 14, width - cardWidth - 4)) };
  const down = isAbove ? { bottom: height - y + 12 } : { top: y + 16 };
  return (
    <div className="tl-card" aria-hidden="true" style={{ ...across, ...down }}>
      {thing.what === 'item' ? <ItemStory event={thing.event} minion={thing.minion} /> : null}
      {thing.what === 'cell' ? <CellStory cell={thing} /> : null}
      {thing.what === 'state' ? <StateStory thing={thing} /> : null}
      {thing.what === 'band' ? <BandStory thing={thing} /> : null}
      {thing.what === 'note' ? <NoteStory note={notes[thing.note]} /> : null}
      {thing.what === 'arrows' ? (
        <ArrowStories arrows={thing.arrows.flatMap((at) => arrows[at] ?? [])} areBeyond={thing.areBeyond} />
      ) : null}
    </div>
  );
}

function ItemStory({ event, minion }: { readonly event: number; readonly minion: number }) {
  const { answer, isStale } = useAnswer('timeline.item', minion === 0 ? { event } : { event, minion });
  const { t } = useTranslation();
  if (answer === undefined || isStale) return <span className="tl-card-line">{t('timeline.waiting')}</span>;
  return <ItemLines item={answer} />;
}

function ItemLines({ item }: { readonly item: TimelineItem }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { event, job, states, outcome } = item;
  const fun = event.fun.length > 0 ? event.fun.join(', ') : '';
  const arg = job === null ? '' : argText(job.arg);
  const title = fun === '' ? event.tag : `${fun}${arg === '' ? '' : ` ${arg}`}`;
  const isBar = item.to > item.from;
  return (
    <>
      <span className="tl-card-title">
        <VisibleText text={title} />
      </span>
      {outcome === null ? null : (
        <OutcomeMark tone={outcome} word={t(`outcome.${outcome}`)} note={item.minion ?? undefined} />
      )}
      {outcome === null && item.minion !== null ? (
        <span className="tl-card-line">
          <VisibleText text={item.minion} />
        </span>
      ) : null}
      <span className="tl-card-line">
        {isBar
          ? t(item.isOpen ? 'timeline.card.open' : 'timeline.card.took', {
              from: reader.clock(item.from, 'milli'),
              to: reader.clock(item.to, 'milli'),
              long: reader.duration(item.to - item.from),
            })
          : `${t(`kind.${event.kind}`)} · ${reader.clock(event.stamp)}`}
      </span>
      {item.missingBecause === null ? null : (
        <span className="tl-card-line">{t(`jobs.missing.${item.missingBecause.reason}`)}</span>
      )}
      {states === null ? null : (
        <span className="tl-card-line">
          {t('timeline.card.states', {
            count: states.total,
            number: reader.number(states.total),
            changed: reader.number(states.changed),
            failed: reader.number(states.failed),
            blocked: reader.number(states.cascades),
          })}
        </span>
      )}
      {states?.roots.map((root) => (
        <span key={`${root.sls ?? ''}.${root.id}`} className="tl-card-root">
          <b>
            <VisibleText text={root.id} />
          </b>{' '}
          <VisibleText text={root.comment.split('\n', 1)[0]?.slice(0, 200) ?? ''} />
        </span>
      ))}
      {fun === '' ? null : <span className="tl-card-line mono clip">{event.tag}</span>}
    </>
  );
}

function argText(arg: unknown): string {
  const list = Array.isArray(arg) ? arg : [];
  const text = list.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(' ');
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

type CellThing = Extract<Hit['thing'], { what: 'cell' }>;

function CellStory({ cell }: { readonly cell: CellThing }) {
  const { t } = useTranslation();
  const reader = useReader();
  const others = outcomesOf(cell.outcomes).filter((outcome) => outcome !== 'failed');
  const does = activities.filter((_, bit) => (cell.activity & (1 << bit)) !== 0);
  return (
    <>
      <span className="tl-card-title">
        {cell.count === 0 && does.includes('busy')
          ? t('timeline.card.busy')
          : t('timeline.events', { count: cell.count, number: reader.number(cell.count) })}
      </span>
      <span className="tl-card-line">
        {reader.clock(cell.from, 'milli')} + {reader.duration(cell.to - cell.from)}
      </span>
      {cell.failures > 0 ? (
        <OutcomeMark
          tone="failed"
          word={t('timeline.failed', { count: cell.failures, number: reader.number(cell.failures) })}
        />
      ) : null}
      {others.map((outcome) => (
        <OutcomeMark key={outcome} tone={outcome} word={t(`outcome.${outcome}`)} />
      ))}
      <span className="tl-card-line">
        {reader.list(does.filter((one) => one !== 'busy').map((one) => t(`timeline.activity.${one}`)))}
      </span>
      <span className="tl-card-line faint">{t('timeline.card.closer')}</span>
    </>
  );
}

function StateStory({ thing }: { readonly thing: Extract<Hit['thing'], { what: 'state' }> }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { state } = thing;
  const tone =
    state.role === 'cascade'
      ? 'blocked'
      : state.result === false
        ? 'failed'
        : state.isChanged || state.result === null
          ? 'changed'
          : 'succeeded';
  return (
    <>
      <span className="tl-card-title">
        <VisibleText text={state.id} />
      </span>
      <OutcomeMark
        tone={tone}
        word={tone === 'blocked' ? t('jobs.states.blocked') : t(`outcome.${tone}`)}
        note={state.state}
      />
      <span className="tl-card-line">
        {reader.clock(state.from, 'milli')} + {reader.duration(state.to - state.from)}
        {state.sls === null ? '' : ` · ${state.sls}`}
      </span>
      {state.comment === '' ? null : (
        <span className={tone === 'failed' ? 'tl-card-root' : 'tl-card-line'}>
          <VisibleText text={state.comment.slice(0, 240)} />
        </span>
      )}
    </>
  );
}

function BandStory({ thing }: { readonly thing: Extract<Hit['thing'], { what: 'band' }> }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { band } = thing;
  const long = reader.duration(band.to - band.from);
  return (
    <>
      <span className="tl-card-title">{t(band.kind === 'gap' ? 'timeline.gap' : 'timeline.silence', { long })}</span>
      <span className="tl-card-line">
        {reader.clock(band.from, 'milli')} – {reader.clock(band.to, 'milli')}
      </span>
      <span className="tl-card-line">
        {band.kind === 'gap'
          ? t('timeline.card.gapWhy')
          : t('timeline.card.silenceWhy', { busy: reader.number(band.busy), around: reader.number(band.around) })}
      </span>
    </>
  );
}
