/** The generator as a process of its own: started as a program it carries out one order; imported it starts that program. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Talk, type TalkOrder, type TalkReport } from './talk.ts'

const file = fileURLToPath(import.meta.url)

type Outcome = { readonly report: TalkReport } | { readonly failure: string }

/** Rejects where the generator fails; what the checker found stands in the report. */
export function runTalk(order: TalkOrder): Promise<TalkReport> {
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  return new Promise((resolve, reject) => {
    child.once('message', (outcome: Outcome) => {
      if ('report' in outcome) resolve(outcome.report)
      else reject(new Error(outcome.failure))
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`The load generator ended with ${code}.`)))
    child.send(order)
  })
}

async function obey(order: TalkOrder): Promise<Outcome> {
  try {
    return { report: await new Talk(order).run() }
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

if (process.argv[1] === file) {
  // whoever ordered it is gone: nobody hears the report
  process.once('disconnect', () => process.exit(0))
  process.once('message', (order) => {
    void obey(order as TalkOrder).then((outcome) => process.send?.(outcome, () => process.exit(0)))
  })
}
