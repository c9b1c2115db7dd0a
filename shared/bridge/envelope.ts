// What travels over the port: plain data, one shape a direction.
import type { Failure } from '../base/failure.ts';
import type { News, NewsName, RequestName } from './contract.ts';

/** Window → engine. */
export type ToEngine =
  | {
      readonly id: number;
      readonly name: RequestName;
      readonly body: unknown;
      /** IANA name of the zone shown in the window: times in a filter that name no zone are in it. `UTC` when absent. */
      readonly zone?: string;
    }
  | { readonly id: number; readonly cancel: true };

/** Engine → window. */
export type FromEngine =
  | { readonly id: number; readonly ok: true; readonly answer: unknown; readonly tookMs: number }
  | { readonly id: number; readonly ok: false; readonly failure: Failure }
  | { readonly [N in NewsName]: { readonly news: N; readonly body: News[N] } }[NewsName];
