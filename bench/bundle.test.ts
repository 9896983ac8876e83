import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { root } from './root.ts'
import { prepareWeb } from './stand/web-client.ts'

/** Kilobytes of a first load, gzip, fonts apart. */
const budget = 200

/** A chunk of Vite's manifest. */
interface Chunk {
  readonly file: string
  readonly css?: readonly string[]
  readonly imports?: readonly string[]
}

const folder = join(root, 'dist', 'web')
let chunks: Record<string, Chunk>

before(async () => {
  await prepareWeb()
  chunks = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8'))
})

/** What everybody fetches, and what the page that comes first adds to it. */
const always = ['index.html', '../texts/ru.po']
const firstScreens = {
  'the chats of somebody who is signed in': ['features/chats/ChatsScreen.tsx'],
  'the chats of the example school': ['features/chats/ChatsScreen.tsx', 'features/setup/ExampleBanner.tsx'],
  'signing in': ['features/accounts/SignInScreen.tsx'],
  'an invitation by link': ['features/invites/LinkScreen.tsx'],
  'a code from a slip': ['features/invites/CodeScreen.tsx'],
  'the first screen of an empty database': ['features/setup/WelcomeScreen.tsx'],
}

for (const [name, screens] of Object.entries(firstScreens)) {
  test(`the first load of ${name} is at most ${budget} kB gz in all, fonts apart`, () => {
    const files = filesOf([...always, ...screens])
    const kilobytes = [...files].reduce((sum, file) => sum + statSync(join(folder, `${file}.gz`)).size, 0) / 1000
    const page = statSync(join(folder, 'index.html')).size / 1000
    assert.ok(kilobytes > 50, `${kilobytes} kB: the manifest was not understood`)
    assert.ok(
      kilobytes + page <= budget,
      `${(kilobytes + page).toFixed(1)} kB in ${files.size} files, at most ${budget}`,
    )
  })
}

/** The files of these entries and of everything that they import without waiting. */
function filesOf(entries: readonly string[], found: Set<string> = new Set()): Set<string> {
  for (const entry of entries) {
    const chunk = chunks[entry]
    assert.ok(chunk, `The build has no ${entry} any more: say here what the first load is.`)
    if (found.has(chunk.file)) continue
    for (const file of [chunk.file, ...(chunk.css ?? [])]) found.add(file)
    filesOf(chunk.imports ?? [], found)
  }
  return found
}
