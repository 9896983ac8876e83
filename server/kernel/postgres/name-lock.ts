/** A lock between processes of one machine that the system frees at the holder's death, however it dies: a listening name. */
import { createHash } from 'node:crypto'
import { connect, createServer } from 'node:net'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface NameLock {
  release(): Promise<void>
}

/** Takes the lock, or answers the process number of its holder. */
export async function takeNameLock(name: string): Promise<NameLock | { heldBy: number }> {
  const address = addressOf(name)
  for (;;) {
    const lock = await listen(address)
    if (lock) return lock
    const heldBy = await askHolder(address)
    if (heldBy !== undefined) return { heldBy }
    // Where the address is a file, a dead holder leaves it; elsewhere the holder has just gone. Either way: again.
    if (process.platform !== 'linux' && process.platform !== 'win32') await rm(address, { force: true })
  }
}

/** Takes the lock as soon as its holder lets go. */
export async function waitForNameLock(name: string): Promise<NameLock> {
  for (;;) {
    const taken = await takeNameLock(name)
    if ('release' in taken) return taken
    await untilHolderLeaves(addressOf(name))
  }
}

function addressOf(name: string): string {
  const id = `peremena-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`
  if (process.platform === 'linux') return `\0${id}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${id}` : join(tmpdir(), id)
}

function listen(address: string): Promise<NameLock | undefined> {
  return new Promise((resolve, reject) => {
    const waiting = new Set<import('node:net').Socket>()
    const server = createServer((socket) => {
      // Whoever asks gets our number, and hears by the closing of the connection that the lock is free.
      waiting.add(socket)
      socket.on('close', () => waiting.delete(socket)).on('error', () => waiting.delete(socket))
      socket.unref().write(`${process.pid}\n`)
    })
    server.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    )
    server.listen(address, () => {
      server.unref()
      const release = () =>
        new Promise<void>((done) => {
          server.close(() => done())
          for (const socket of waiting) socket.destroy()
        })
      resolve({ release })
    })
  })
}

function askHolder(address: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address)
    socket.on('data', (data) => {
      socket.destroy()
      resolve(Number(data.toString()))
    })
    socket.on('error', () => resolve(undefined)).on('close', () => resolve(undefined))
  })
}

function untilHolderLeaves(address: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(address).on('data', () => undefined)
    socket.on('error', () => resolve()).on('close', () => resolve())
  })
}
