/** A catalogue that lags behind the code shows empty places where names and numbers belong. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createCompiledCatalog, getCatalogs } from '@lingui/cli/api'
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

test('every text has an id of its own, not its words', async () => {
  for (const { texts } of await languages())
    assert.deepEqual(
      Object.keys(texts).filter((id) => !/^[a-z]+(\.[a-z0-9_-]+)+$/.test(id)),
      [],
    )
})

test('every text has its words in every language', async () => {
  const [russian, ...others] = await languages()
  for (const { language, texts } of others) {
    assert.deepEqual(Object.keys(texts).toSorted(), Object.keys(russian!.texts).toSorted(), `${language}: ${advice}`)
    assert.deepEqual(wordless(texts), [], `${language}: add the words to texts/${language}.po`)
  }
})

test('no English text is left in Russian, but for names of schools', async () => {
  const english = (await languages()).find((one) => one.language === 'en')!
  const russianWords = Object.entries(english.texts).filter(([, text]) =>
    /[а-яё]/i.test(text.replace(/[«‘][^»’]+[»’]/gu, '')),
  )
  assert.deepEqual(
    russianWords.map(([id]) => id),
    ['schools.name.example'],
  )
})

test('every text can be read, in every language, with the plural forms of that language', async () => {
  for (const { language, texts } of await languages()) {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted()
    for (const [id, parts] of Object.entries(compiled(language, texts)))
      for (const { format, choices } of places(parts))
        if (format === 'plural') assert.deepEqual(choices, forms, `${language}: ${id}`)
  }
})

test('a text has the same places for names and numbers in every language', async () => {
  const [russian, ...others] = (await languages()).map(({ language, texts }) => ({
    language,
    parts: compiled(language, texts),
  }))
  for (const { language, parts } of others)
    for (const [id, text] of Object.entries(parts))
      assert.deepEqual(namesOf(text), namesOf(russian!.parts[id] ?? []), `${language}: ${id}`)
})

interface Language {
  readonly language: string
  readonly texts: Readonly<Record<string, string>>
}

/** Russian first. */
async function languages(): Promise<readonly Language[]> {
  const read = await Promise.all(catalogues.map((catalogue) => catalogue.readAll()))
  return getConfig().locales.map((language) => ({
    language,
    texts: Object.fromEntries(
      read.flatMap((one) => Object.entries(one[language] ?? {})).map(([id, text]) => [id, text.translation ?? '']),
    ),
  }))
}

function wordless(texts: Language['texts']): readonly string[] {
  return Object.keys(texts).filter((id) => texts[id]!.trim() === '')
}

/** What Lingui makes of a text: plain words, and `[name, format, choices]` for a place. */
type Part = string | readonly [name: string, format?: string, choices?: Readonly<Record<string, Parts>> | string]
type Parts = string | readonly Part[]

function compiled(language: string, texts: Language['texts']): Readonly<Record<string, Parts>> {
  const { source, errors } = createCompiledCatalog(language, texts, { namespace: 'json' })
  assert.deepEqual(
    errors.map(({ id, error }) => `${id}: ${error.message}`),
    [],
    language,
  )
  return (JSON.parse(source) as { messages: Record<string, Parts> }).messages
}

function places(parts: Parts): { name: string; format: string | undefined; choices: readonly string[] }[] {
  if (typeof parts === 'string') return []
  return parts.flatMap((part) => {
    if (typeof part === 'string') return []
    const [name, format, choices] = part
    if (typeof choices !== 'object') return [{ name, format, choices: [] }]
    const inner = Object.entries(choices).filter(([key]) => key !== 'offset')
    return [{ name, format, choices: inner.map(([key]) => key).toSorted() }, ...inner.flatMap(([, one]) => places(one))]
  })
}

function namesOf(parts: Parts): readonly string[] {
  return [...new Set(places(parts).map(({ name }) => name))].toSorted()
}
