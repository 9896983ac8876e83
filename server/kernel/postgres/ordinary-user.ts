/** PostgreSQL refuses to run as root; in a user namespace root's process is an ordinary user, and the files stay root's. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { StartRefusal } from '#server/kernel/config/start-refusal.ts'

export interface Command {
  readonly program: string
  readonly args: readonly string[]
}

export function asOrdinaryUser(command: Command): Command {
  if (process.getuid?.() !== 0) return command
  const { uid, gid } = someOrdinaryUser()
  return {
    program: 'unshare',
    args: ['--user', `--map-user=${uid}`, `--map-group=${gid}`, command.program, ...command.args],
  }
}

/** Called when something did not start as root, to say whether the reason is that user namespaces are forbidden. */
export function refuseIfNamespacesForbidden(): void {
  if (process.getuid?.() !== 0) return
  const { program, args } = asOrdinaryUser({ program: 'true', args: [] })
  if (spawnSync(program, args).status === 0) return
  throw new StartRefusal(
    'PostgreSQL не работает от имени root, а пространства имён пользователей здесь запрещены. ' +
      'Запустите Перемену от обычного пользователя (adduser peremena, затем su - peremena) ' +
      'или укажите свой PostgreSQL в DATABASE_URL, DATABASE_OWNER_URL и DATABASE_WORKER_URL.',
  )
}

/** `initdb` looks the user's name up, so the number must be one that the system knows: a bare Debian has no user 1000. */
function someOrdinaryUser(): { uid: number; gid: number } {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.name && user.uid > 0)
  const chosen = users.find((user) => user.name === 'nobody') ?? users[0]
  if (!chosen)
    throw new StartRefusal('В /etc/passwd нет ни одного обычного пользователя, а PostgreSQL не работает от имени root.')
  return chosen
}
