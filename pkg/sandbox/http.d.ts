import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Sandbox } from './index.d.ts'

/**
 * Serves a sandbox over HTTP.
 *
 * @throws when the port is taken (`code: 'EADDRINUSE'`)
 * @example
 * const { url, close } = await listen(new Sandbox(), { port: 0 })
 */
export function listen(
  sandbox: Sandbox,
  options?: {
    /** 4010 when not given; 0 takes a free one. */
    port?: number
    /** `127.0.0.1` when not given: this machine alone. */
    host?: string
  },
): Promise<{
  /** Such as `http://localhost:4010`. */
  url: string
  /** Ends the server and its connections; the sandbox itself is closed by its own `close`. */
  close(): Promise<void>
}>

/** A handler for a server of your own: `createServer(nodeHandler(sandbox))`, or within one for the paths that `servesPath` names. */
export function nodeHandler(sandbox: Sandbox): (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * Whether a path belongs to the sandbox: `/v1/…`, `/v2/…`, `/payment/…`, `/checkout/…`, `/easytransfert/…`, `/_sandbox/…`. Its first page, `/`, is left to you;
 * the inspector is on `/_sandbox` too.
 */
export function servesPath(pathname: string): boolean
