import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

/** What `.env` says, under what the environment itself says. */
export function readEnvironment(file: string, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  let text = ''
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  return { ...parseEnv(text), ...environment }
}
