// Sends one file and says how far it is. The only place with XMLHttpRequest: `fetch` cannot tell how much of a body has left.

import type { ActionResponse } from '../../commands.ts';
import { csrfToken } from '../request.ts';

export interface Sending {
  /** Share that has left, 0 to 1. */
  onProgress?(share: number): void;
  readonly signal?: AbortSignal;
}

/** Resolves with the server's answer, also with a refusal; rejects with AbortError when stopped, else when no answer came. */
export function sendFile(url: string, file: File, { onProgress, signal }: Sending = {}): Promise<ActionResponse> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append('file', file, file.name);
    request.open('POST', url);
    request.setRequestHeader('x-csrf-token', csrfToken());
    request.setRequestHeader('x-requested-with', 'fetch');
    request.setRequestHeader('accept', 'application/json');
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      const answer: unknown = request.response;
      if (typeof answer === 'object' && answer !== null && 'ok' in answer) resolve(answer as ActionResponse);
      else reject(new Error(`the upload was answered with ${request.status}`));
    });
    request.addEventListener('error', () => reject(new Error('the upload got no answer')));
    request.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
    signal?.addEventListener('abort', () => request.abort());
    if (signal?.aborted === true) return reject(new DOMException('stopped', 'AbortError'));
    request.send(body);
  });
}

/** The reason of a refusal in words for people. */
export function refusalText(answer: ActionResponse): string | undefined {
  for (const command of answer.commands) if (command.type === 'message') return command.text;
  return undefined;
}
