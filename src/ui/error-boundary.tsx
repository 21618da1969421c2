import { Component, type ComponentChild, type ComponentChildren } from 'preact';

type BoundaryProps = { readonly children: ComponentChildren; readonly onError: () => void };

/** Keeps a broken view from taking the others with it; nothing is thrown into the page. */
export class ErrorBoundary extends Component<BoundaryProps> {
  override componentDidCatch(): void {
    this.props.onError();
  }
  override render({ children }: BoundaryProps): ComponentChild {
    return children;
  }
}
