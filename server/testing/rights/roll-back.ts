/** Every transaction of a dispatch runs whole and is then rolled back: thousands of tries on one unchanged world. */
import type { Core } from '#server/core.ts'
import type { Tx } from '#server/kernel/db/tx.ts'

class Done extends Error {
  readonly result: unknown

  constructor(result: unknown) {
    super('done')
    this.result = result
  }
}

/** What was rolled back is not sent either: the numbers of its frames never stood in the table. */
export function rollBackEverything({ db, hub }: Core): void {
  hub.publish = () => undefined
  const whole = db.transaction.bind(db)
  db.transaction = async <T>(mode: 'read' | 'write', work: (tx: Tx) => Promise<T>): Promise<T> => {
    try {
      return await whole(mode, async (tx) => {
        throw new Done(await work(tx))
      })
    } catch (error) {
      if (error instanceof Done) return error.result as T
      throw error
    }
  }
}
