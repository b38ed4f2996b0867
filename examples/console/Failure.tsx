/** What is shown instead of a part of the page that threw: an empty page would say nothing, and look as if everything were lost. */
import { Component, type ReactNode } from "react";
import { Alert, Button } from "antd";
import { Texts } from "./words/index.ts";

export class Failure extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  static contextType = Texts;
  declare context: React.ContextType<typeof Texts>;
  state = { error: null };

  static getDerivedStateFromError = (error: unknown) => ({ error: error ?? "unknown" });

  render() {
    if (this.state.error === null) return this.props.children;
    const { words } = this.context;
    return <Alert type="error" showIcon title={words.failed} description={words.failedText} action={<Button onClick={() => location.reload()}>{words.reload}</Button>} />;
  }
}
