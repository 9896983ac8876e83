/** A catalogue that lags behind the code shows empty places where names and numbers belong. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getCatalogs } from '@lingui/cli/api'
import { getConfig } from '@lingui/conf'

const catalogues = await getCatalogs(getConfig())
const advice = 'npx lingui extract --overwrite --clean'

test('the Russian catalogue says what the code says, word for word', async () => {
  for (const catalogue of catalogues) {
    const [inCode, russian] = [await catalogue.collect(), await catalogue.read('ru')]
    const said = Object.entries(inCode ?? {}).map(([id, { message }]) => `${id}: ${message}`)
    const kept = Object.entries(russian ?? {}).map(([id, { translation }]) => `${id}: ${translation}`)
    assert.ok(said.length > 500)
    assert.deepEqual(kept.toSorted(), said.toSorted(), advice)
  }
})

test('every language has the same texts, with the same places for names and numbers', async () => {
  for (const catalogue of catalogues) {
    const { ru = {}, ...others } = await catalogue.readAll()
    for (const [language, texts] of Object.entries(others)) {
      assert.deepEqual(Object.keys(texts ?? {}).toSorted(), Object.keys(ru).toSorted(), `${language}: ${advice}`)
      for (const [id, { translation }] of Object.entries(texts ?? {}))
        if (translation) assert.deepEqual(places(translation), places(ru[id]?.translation), `${language}: ${id}`)
    }
  }
})

/** `{0}` and `{title, plural, …}` without what stands within them. */
function places(text = ''): readonly string[] {
  return [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map((found) => found[1]!))].toSorted()
}
