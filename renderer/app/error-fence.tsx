// Keeps a bug in one view from taking the window with it: says that it is ours and lets it be copied.
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../stores/shell-store.ts';

type Props = { readonly name: string; readonly children: ReactNode };
type Caught = { readonly error: unknown; readonly components: string };

/** A fence around one view. */
export class ErrorFence extends Component<Props, { readonly caught: Caught | null }> {
  override state: { readonly caught: Caught | null } = { caught: null };

  static getDerivedStateFromError(error: unknown): { caught: Caught } {
    return { caught: { error, components: '' } };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    this.setState({ caught: { error, components: info.componentStack ?? '' } });
  }

  override render(): ReactNode {
    const { caught } = this.state;
    if (caught === null) return this.props.children;
    return <Broken name={this.props.name} caught={caught} onRetry={() => this.setState({ caught: null })} />;
  }
}

function detailsOf(name: string, { error, components }: Caught): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `Saltrace bug in: ${name}\n\n${stack}\n\n${components.trim()}\n`;
}

function Broken({ name, caught, onRetry }: { readonly name: string; readonly caught: Caught; onRetry(): void }) {
  const { t } = useTranslation();
  return (
    <div className="failure-note" role="alert">
      <p className="failure-note-text">{t('fence.title', { name })}</p>
      <p className="muted">{t('fence.text')}</p>
      <p className="mono">{caught.error instanceof Error ? caught.error.message : String(caught.error)}</p>
      <p className="row">
        <button type="button" className="btn" onClick={onRetry}>
          {t('fence.retry')}
        </button>
        <button type="button" className="btn" onClick={() => copyText(detailsOf(name, caught))}>
          {t('fence.copy')}
        </button>
      </p>
    </div>
  );
}
