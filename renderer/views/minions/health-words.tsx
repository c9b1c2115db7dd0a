// A minion's health as marks: sign and words.
import { useTranslation } from 'react-i18next';
import type { MinionRow } from '../../../shared/questions/job-row.ts';
import { type Reader, useReader } from '../../stores/reader.ts';
import { OutcomeMark } from '../../widgets/outcome-mark.tsx';
import { type HealthWord, healthOf } from './health.ts';

/** The words, side by side. */
export function HealthWords({ row }: { readonly row: MinionRow }) {
  const { t } = useTranslation();
  const reader = useReader();
  return (
    <span className="mn-health">
      {healthOf(row).map((one) => (
        <OutcomeMark
          key={one.word}
          tone={one.tone}
          word={t(`minions.health.${one.word}`, { count: Math.abs(one.number), number: numberOf(one, reader) })}
        />
      ))}
    </span>
  );
}

function numberOf(one: HealthWord, reader: Reader): string {
  return one.word === 'clock' ? skewText(one.number, reader) : reader.number(one.number);
}

/** `+90 s`: how far ahead of the master a minion's clock is. */
export function skewText(skewS: number, reader: Reader): string {
  return `${skewS < 0 ? '−' : '+'}${reader.duration(Math.round(Math.abs(skewS) * 1_000_000))}`;
}
