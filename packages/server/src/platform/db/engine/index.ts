export { EngineError, type EngineFault } from './engine-error.ts'
export { type KeptEngine, keepPostgresRunning } from './keep-running.ts'
export { type PostgresEngine, type StartOptions, type StopMode, startPostgres } from './start-postgres.ts'
