/** `serve` loses nothing at a power cut; `test` throws durability away, since its data is made anew. */
export type Purpose = 'serve' | 'test'

/** Where clients reach it: a socket's folder, or a port of the loopback where no socket is possible. */
export interface Transport {
  readonly socketFolder: string | null
  readonly port: number
}

/** Sized for a school's small machine: 2 cores and 2 GB, of which a quarter is ours. */
const common = {
  max_connections: 60,
  shared_buffers: '128MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  random_page_cost: 1.1,
  jit: 'off',
  io_method: 'sync',
  max_worker_processes: 4,
  max_parallel_workers_per_gather: 0,
  huge_pages: 'off',
  ssl: 'off',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Statements and details of errors carry what people wrote: neither belongs into a log.
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
}

const byPurpose = {
  serve: {
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    wal_level: 'replica',
    max_wal_senders: 2,
    // Bounds what is replayed after a crash, and with it the time until the school is back.
    max_wal_size: '512MB',
    min_wal_size: '128MB',
    checkpoint_timeout: '5min',
  },
  test: {
    max_connections: 200,
    fsync: 'off',
    full_page_writes: 'off',
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_wal_size: '2GB',
    autovacuum_naptime: '5min',
  },
}

export function postgresSettings(purpose: Purpose, transport: Transport): string {
  const all = {
    ...common,
    ...byPurpose[purpose],
    port: transport.port,
    listen_addresses: transport.socketFolder === null ? '127.0.0.1' : '',
    unix_socket_directories: transport.socketFolder ?? '',
    unix_socket_permissions: '0700',
  }
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'`)
  return `# Written anew at every start; own settings go into operator.conf beside this file.\n${lines.join('\n')}\n`
}

/** Passwords everywhere: other users of the machine may reach the loopback. */
export const accessRules = `local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n`
