// The Node that everything but the launcher runs on: the one that the lock pins, else an installed one that is new enough.
import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, realpathSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** From here on Node runs TypeScript without a flag and without a warning. */
const oldest = [24, 12]

/** The path of the Node to use, or undefined. */
export function findNode(root) {
  const windows = process.platform === 'win32'
  const platform = windows ? 'win' : process.platform
  const pinned = join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', windows ? 'node.exe' : 'node')
  if (isExecutable(pinned)) return pinned
  if (isNewEnough(process.versions.node)) return process.execPath
  const name = windows ? 'node.exe' : 'node'
  const candidates = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))
  return [...new Set(candidates.filter(isExecutable).map((path) => realpathSync(path)))].find(answersNewEnough)
}

export function nodeMissing() {
  return (
    `Для ${process.platform} ${process.arch} нет готового Node в зависимостях, а установленный Node ${process.versions.node} старше нужного. ` +
    `Установите Node ${oldest.join('.')} или новее (https://nodejs.org) и повторите.`
  )
}

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
}

function answersNewEnough(path) {
  try {
    return isNewEnough(execFileSync(path, ['--version'], { encoding: 'utf8', timeout: 5000 }).trim())
  } catch {
    // What does not even answer its version is not a Node to run on.
    return false
  }
}

function isExecutable(path) {
  if (!existsSync(path)) return false
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
