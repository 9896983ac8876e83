/** A small proxy that does to connections what bad networks do. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type Mischief = 'reset' | 'swallow-up' | 'swallow-down' | 'delay' | 'slice' | 'none'

export interface BadNetwork {
  readonly port: number
  /** How often each was done. */
  readonly done: Map<Mischief, number>
  /** Does it to this share of the open connections; `none` lets them alone from now on. */
  strike(mischief: Mischief, share: number): void
  /** New connections are let alone. */
  calm(): void
  close(): Promise<void>
}

interface Pair {
  readonly up: Socket
  readonly down: Socket
  mischief: Mischief
}

export async function openBadNetwork(target: number): Promise<BadNetwork> {
  const pairs = new Set<Pair>()
  const done = new Map<Mischief, number>()
  const server = createServer((down) => {
    const up = connect(target, '127.0.0.1')
    const pair: Pair = { up, down, mischief: 'none' }
    pairs.add(pair)
    for (const [from, to, swallowed] of [
      [down, up, 'swallow-up'],
      [up, down, 'swallow-down'],
    ] as const) {
      from.on('data', (bytes: Buffer) => pair.mischief !== swallowed && pass(pair, to, bytes))
      // its closing says the rest
      from.on('error', () => undefined)
      from.on('close', () => {
        to.destroy()
        pairs.delete(pair)
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    done,
    strike(mischief, share) {
      for (const pair of pairs) {
        if (Math.random() >= share) continue
        done.set(mischief, (done.get(mischief) ?? 0) + 1)
        if (mischief === 'reset') {
          pair.down.resetAndDestroy()
          pair.up.resetAndDestroy()
        } else pair.mischief = mischief
      }
    },
    calm() {
      // what was swallowed never comes: such connections end
      for (const pair of pairs) if (pair.mischief !== 'none') pair.down.destroy()
    },
    async close() {
      for (const { up, down } of pairs) {
        up.destroy()
        down.destroy()
      }
      server.close()
      await once(server, 'close')
    },
  }
}

/** Of what arrived at once so many are tiny, the rest is whole: half a megabyte in crumbs would keep this process from all else. */
const mostPieces = 100

/** In order, whatever happens to them. */
function pass(pair: Pair, to: Socket, bytes: Buffer): void {
  if (pair.mischief === 'slice' && bytes.length > 1) {
    let at = 0
    for (let pieces = 0; pieces < mostPieces && at < bytes.length; pieces += 1) {
      const size = 1 + Math.floor(Math.random() * 7)
      to.write(bytes.subarray(at, at + size))
      at += size
    }
    if (at < bytes.length) to.write(bytes.subarray(at))
  } else if (pair.mischief === 'delay') later(to, bytes)
  else if (waiting.has(to)) later(to, bytes)
  else to.write(bytes)
}

const waiting = new WeakMap<Socket, Buffer[]>()

function later(to: Socket, bytes: Buffer): void {
  const queue = waiting.get(to)
  if (queue) {
    queue.push(bytes)
    return
  }
  const fresh = [bytes]
  waiting.set(to, fresh)
  setTimeout(
    () => {
      waiting.delete(to)
      for (const one of fresh) to.write(one)
    },
    50 + Math.random() * 250,
  )
}
