import type { Instance } from './instance.js';
import { pathOf, type TourRequest } from './tour-request.js';

const PATIENCE_MS = 10_000;

export interface Answer {
  readonly request: TourRequest;
  readonly instance: Instance;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** By Date.now(). */
  readonly startedAt: number;
  readonly tookMs: number;
}

/** Asks over HTTP, as the client of that name; fetch keeps the connections open. */
export async function ask(
  instance: Instance,
  request: TourRequest,
  client: string,
): Promise<Answer> {
  const startedAt = Date.now();
  const start = performance.now();
  const response = await fetch(instance.url + pathOf(request), {
    headers: { 'x-client': client },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const text = await response.text();
  const tookMs = performance.now() - start;
  const { status, headers } = response;
  return { request, instance, status, headers, text, startedAt, tookMs };
}

export async function setPopulation(
  instance: Instance,
  id: number,
  population: number,
): Promise<void> {
  const path = `/cities/${id}/population`;
  const response = await fetch(instance.url + path, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ population }),
  });
  await response.text();
  if (!response.ok) throw new Error(`PATCH ${path} answered ${response.status}`);
}
