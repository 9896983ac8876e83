/** Roles, databases and who may do what: PostgreSQL's own part of the rights. Everything here may be done twice. */
import { quoteName, quoteText } from '#server/kernel/db/client.ts'
import type { Client } from '#server/kernel/db/client.ts'
import type { Passwords } from './passwords.ts'
import type { Purpose } from './settings.ts'

/** Guards of the serving role: nothing of ours waits or runs longer. */
export const guards = {
  lock_timeout: '2s',
  statement_timeout: '10s',
  idle_in_transaction_session_timeout: '5s',
}

/** A role's attributes; `peremena_app` and `peremena_worker` own no table of ours and cannot step around row-level security. */
const plain = 'login nosuperuser nocreaterole noreplication nobypassrls'

export async function provisionRoles(admin: Client, passwords: Passwords, purpose: Purpose): Promise<void> {
  const roles = [
    {
      name: 'peremena_owner',
      attributes: `${plain} ${purpose === 'test' ? 'createdb' : 'nocreatedb'}`,
      password: passwords.owner,
    },
    { name: 'peremena_app', attributes: `${plain} nocreatedb`, password: passwords.app },
    { name: 'peremena_worker', attributes: `${plain} nocreatedb`, password: passwords.worker },
  ]
  for (const role of roles) {
    const known = await admin.query('select from pg_roles where rolname = $1', [role.name])
    const verb = known.rowCount === 0 ? 'create' : 'alter'
    await admin.query(`${verb} role ${role.name} with ${role.attributes} password ${quoteText(role.password)}`)
  }
  for (const [name, value] of Object.entries(guards)) {
    await admin.query(`alter role peremena_app set ${name} = ${quoteText(value)}`)
  }
  // So that a migration may write `set local role peremena_worker` and make a function in the worker's schema.
  await admin.query('grant peremena_worker to peremena_owner with inherit false, set true')
}

export interface Wish {
  /** One that is there goes first, with everybody who is connected to it. */
  readonly anew?: boolean
  /** Whose it becomes; null for whoever makes it. */
  readonly owner?: 'peremena_owner' | null
}

/** Made if it is not there. */
export async function provisionDatabase(
  admin: Client,
  name: string,
  { anew = false, owner = 'peremena_owner' }: Wish = {},
): Promise<void> {
  if (anew) await dropDatabase(admin, name)
  const known = await admin.query('select from pg_database where datname = $1', [name])
  if (known.rowCount === 0)
    await admin.query(`create database ${quoteName(name)}${owner === null ? '' : ` owner ${owner}`}`)
  await grantDatabase(admin, name)
}

export async function dropDatabase(admin: Client, name: string): Promise<void> {
  await admin.query(`drop database if exists ${quoteName(name)} with (force)`)
}

/** A copy of a template carries its tables but not the rights to connect: whoever copies one grants them here. */
export async function grantDatabase(ownerOrAdmin: Client, name: string): Promise<void> {
  const quoted = quoteName(name)
  await ownerOrAdmin.query(
    `revoke all on database ${quoted} from public;
     grant connect on database ${quoted} to peremena_app;
     grant connect, create on database ${quoted} to peremena_worker`,
  )
}
