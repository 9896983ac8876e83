/** Starting a peer: its program gets one order and answers with its port. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { newId } from '#server/kernel/ids.ts'
import type { Room } from '../load/dialect.ts'

export interface PeerProcess {
  readonly port: number
  readonly pid: number
  stop(): Promise<void>
}

export function startPeer(file: string, order: object): Promise<PeerProcess> {
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}.`)))
    child.once('message', (port) => resolve({ port: Number(port), pid: child.pid ?? 0, stop: () => end(child) }))
    child.send(order)
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** Peers know neither people nor sessions: a room is a word. */
export function gatherStrangers(sizes: readonly number[]): Room[] {
  return sizes.map((size) => ({
    id: newId(),
    members: Array.from({ length: size }, () => ({ personId: newId(), cookie: '' })),
  }))
}

/** In the program of a peer: `serve` gets the order and answers with the port. */
export function obeyAsPeer<Order>(serve: (order: Order) => Promise<number>): void {
  // whoever started it is gone: nobody would end it
  process.once('disconnect', () => process.exit(0))
  process.once('message', (order) => void serve(order as Order).then((port) => process.send?.(port)))
}
