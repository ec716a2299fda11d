import { Readable } from 'node:stream';
import { type ExecutionContext, HttpStatus } from '@nestjs/common';
import type { HttpAdapterHost } from '@nestjs/core';
import { isRecord } from './own-property.js';

type HttpAdapter = HttpAdapterHost['httpAdapter'];

/** The response of a handler's call by HTTP, whichever platform the app runs on. */
export class HttpResponse {
  readonly #adapter: HttpAdapter;
  readonly #response: Record<PropertyKey, unknown>;

  private constructor(adapter: HttpAdapter, response: Record<PropertyKey, unknown>) {
    this.#adapter = adapter;
    this.#response = response;
  }

  /**
   * The response of a call; `undefined` for RPC, GraphQL and WebSockets. These have an HTTP adapter
   * too when the app is a hybrid one, and libraries that run handlers of their own call them `http`:
   * only what looks like a response is taken for one.
   */
  static of(context: ExecutionContext, host: HttpAdapterHost): HttpResponse | undefined {
    if (context.getType() !== 'http' || !host.httpAdapter) return undefined;
    const response = context.getArgByIndex<unknown>(1);
    return isRecord(response) && typeof response.statusCode === 'number'
      ? new HttpResponse(host.httpAdapter, response)
      : undefined;
  }

  get statusCode(): number {
    return Number(this.#response.statusCode);
  }

  /** Whether it is too late to set headers. */
  get isSent(): boolean {
    return this.#adapter.isHeadersSent(this.#response);
  }

  getHeader(name: string): unknown {
    return this.#adapter.getHeader(this.#response, name);
  }

  setHeader(name: string, value: string): void {
    this.#adapter.setHeader(this.#response, name, value);
  }

  /** Adds a value to those that the field has. */
  appendHeader(name: string, value: string): void {
    this.#adapter.appendHeader(this.#response, name, value);
  }

  /** The status, and all fields that are set by now. */
  snapshot(): HttpResponseSnapshot {
    const { getHeaders } = this.#response;
    const headers: unknown =
      typeof getHeaders === 'function' ? Reflect.apply(getHeaders, this.#response, []) : {};
    return {
      statusCode: this.statusCode,
      headers: new Map(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)])),
    };
  }

  /**
   * Has the answer that is about to be given go out as 304 (Not Modified), without a body. To be
   * called when the ETag is set, and is one that the client has.
   *
   * Express does it by itself then. Nest gives its own status again when it sends the result, so
   * that with Fastify only the serializer of the reply, which runs last, can change it.
   */
  answerNotModified(isHead: boolean): void {
    const reply = this.#response;
    if (!isFastifyReply(reply)) return;
    // Fastify serializes texts only when they have a type.
    if (!reply.hasHeader('content-type')) reply.header('content-type', 'application/json');
    reply.serializer(() => {
      reply.code(HttpStatus.NOT_MODIFIED);
      reply.removeHeader('content-type');
      // Fastify would count the bytes of what it gets for a HEAD request, but of a stream.
      return isHead ? Readable.from([]) : null;
    });
  }
}

/** What is needed of Fastify's reply. */
interface FastifyReply extends Record<PropertyKey, unknown> {
  hasHeader(name: string): boolean;
  header(name: string, value: string): unknown;
  removeHeader(name: string): unknown;
  code(status: number): unknown;
  serializer(serialize: () => unknown): unknown;
}

const REPLY_METHODS = ['hasHeader', 'header', 'removeHeader', 'code', 'serializer'] as const;

function isFastifyReply(response: Record<PropertyKey, unknown>): response is FastifyReply {
  return REPLY_METHODS.every(name => typeof response[name] === 'function');
}

/** What a response had been given at some time. */
export interface HttpResponseSnapshot {
  readonly statusCode: number;
  readonly headers: ReadonlyMap<string, string>;
}
