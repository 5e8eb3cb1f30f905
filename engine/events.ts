// Messages between processes and to browsers: a publisher writes to `platform.event`, every process polls what is newer and hands it to its
// listeners. Polling runs only while somebody listens.

/** A message: `topic` says who it is for (`user:15`, `chat:order:7`), the payload is plain data that may be shown to every listener. */
export interface EventMessage {
  readonly id: number;
  readonly topic: string;
  readonly payload: unknown;
}

export interface EventHub {
  publish(topic: string, payload: unknown): Promise<void>;
  /** Calls the listener for every later message of the topics; returns the end of the subscription. */
  subscribe(topics: ReadonlySet<string>, listener: (message: EventMessage) => void): () => void;
  close(): Promise<void>;
}
