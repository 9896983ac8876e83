/**
 * One statement in flight: what queued while it ran goes into the next one. So no timer is needed and a lone item is
 * not delayed (HOUSE «Sending is batched»).
 */
export class Batcher<Item, Result> {
  private queue: {
    readonly item: Item
    readonly done: (result: Result) => void
    readonly failed: (error: unknown) => void
  }[] = []
  private running = false
  private readonly work: (items: readonly Item[]) => Promise<readonly Result[]>
  private readonly most: number

  /** `work` answers one result per item, in order. */
  constructor(work: (items: readonly Item[]) => Promise<readonly Result[]>, most: number) {
    this.work = work
    this.most = most
  }

  add(item: Item): Promise<Result> {
    return new Promise((done, failed) => {
      this.queue.push({ item, done, failed })
      if (!this.running) void this.run()
    })
  }

  private async run(): Promise<void> {
    this.running = true
    while (this.queue.length > 0) {
      const batch = this.queue.splice(0, this.most)
      await this.serve(batch)
    }
    this.running = false
  }

  private async serve(batch: typeof this.queue): Promise<void> {
    try {
      const results = await this.work(batch.map((entry) => entry.item))
      for (const [at, entry] of batch.entries()) entry.done(results[at]!)
    } catch (error) {
      if (batch.length === 1) batch[0]!.failed(error)
      // one bad row must not take the others down: each goes alone
      else for (const entry of batch) await this.serve([entry])
    }
  }
}
