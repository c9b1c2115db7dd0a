// Which view stands behind which screen. Views are strangers to each other: they meet here and in the stores.
import { lazy, Suspense } from 'react';
import type { Screen } from '../stores/layout-store.ts';
import { CompareScreen } from '../views/compare/compare-screen.tsx';
import { CorrelateScreen } from '../views/correlate/correlate-screen.tsx';
import { DifferScreen } from '../views/differ/differ-screen.tsx';
import { EventsScreen } from '../views/events/events-screen.tsx';
import { FindingsScreen } from '../views/findings/findings-screen.tsx';
import { ImportsScreen } from '../views/imports/imports-screen.tsx';
import { JobPage } from '../views/jobs/job-page.tsx';
import { JobsScreen } from '../views/jobs/jobs-screen.tsx';
import { MinionPage } from '../views/minions/minion-page.tsx';
import { MinionsScreen } from '../views/minions/minions-screen.tsx';
import { OverviewScreen } from '../views/overview/overview-screen.tsx';
import { ReportScreen } from '../views/report/report-screen.tsx';
import { SavedScreen } from '../views/saved/saved-screen.tsx';
import { SearchScreen } from '../views/search/search-screen.tsx';
import { SqlScreen } from '../views/sql/sql-screen.tsx';
import { StatesScreen } from '../views/states/states-screen.tsx';
import { TraceScreen } from '../views/trace/trace-screen.tsx';
import { styleNonce } from './nonce.ts';

/** A chunk of its own: neither the first picture of a window nor that of a case waits for it. */
const TimelineScreen = lazy(async () => ({
  default: (await import('../views/timeline/timeline-screen.tsx')).TimelineScreen,
}));

/** The view of a screen. */
export function ScreenView({ screen }: { readonly screen: Screen }) {
  switch (screen) {
    case 'overview':
      return <OverviewScreen />;
    case 'findings':
      return <FindingsScreen />;
    case 'timeline':
      return (
        <Suspense fallback={null}>
          <TimelineScreen />
        </Suspense>
      );
    case 'events':
      return <EventsScreen />;
    case 'jobs':
      return <JobsScreen />;
    case 'job':
      return <JobPage />;
    case 'minions':
      return <MinionsScreen />;
    case 'minion':
      return <MinionPage />;
    case 'states':
      return <StatesScreen nonce={styleNonce} />;
    case 'differ':
      return <DifferScreen />;
    case 'compare':
      return <CompareScreen />;
    case 'saved':
      return <SavedScreen />;
    case 'imports':
      return <ImportsScreen />;
    case 'search':
      return <SearchScreen />;
    case 'trace':
      return <TraceScreen />;
    case 'correlate':
      return <CorrelateScreen />;
    case 'report':
      return <ReportScreen />;
    case 'sql':
      return <SqlScreen nonce={styleNonce} />;
  }
}
