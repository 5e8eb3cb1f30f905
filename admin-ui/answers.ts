// Answers to the scripts of the developer's cabinet, in the form that `renderer/client/request.ts` carries out, and the reading of bodies.

import type { FastifyReply } from 'fastify';
import { RequestError } from '../engine/errors.ts';
import type { ActionResponse, Command } from '../renderer/commands.ts';

/** `data` for the calling script, `commands` for the page. */
export function sendDone(reply: FastifyReply, answer: { data?: unknown; commands?: readonly Command[] } = {}): FastifyReply {
  const body: ActionResponse = { ok: true, commands: answer.commands ?? [], ...(answer.data === undefined ? {} : { data: answer.data }) };
  return reply.header('cache-control', 'no-store').send(body);
}

/** A refusal that the screen shows itself: `data` says what is wrong and where. */
export function sendRefused(
  reply: FastifyReply,
  answer: { status: 409 | 422; data: unknown; commands?: readonly Command[] },
): FastifyReply {
  const body: ActionResponse = { ok: false, commands: answer.commands ?? [], data: answer.data };
  return reply.status(answer.status).header('cache-control', 'no-store').send(body);
}

/** A text of a JSON or form body; '' when it is not given. Throws badRequest for anything but text. */
export function textOf(body: unknown, name: string): string {
  const value: unknown = typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? Reflect.get(body, name) : undefined;
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw new RequestError('badRequest', { detail: `"${name}" must be text` });
  return value;
}

export function numberOf(body: unknown, name: string): number {
  const value: unknown = typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? Reflect.get(body, name) : undefined;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number))
    throw new RequestError('badRequest', { detail: `"${name}" must be a number` });
  return number;
}

export function flagOf(body: unknown, name: string): boolean {
  const value: unknown = typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? Reflect.get(body, name) : undefined;
  return value === true || value === 'true' || value === '1' || value === 'on';
}
