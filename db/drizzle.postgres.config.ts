import { defineConfig } from 'drizzle-kit';

// The kit reads this at load: it makes the same schema out of PostgreSQL's columns.
process.env.DATABASE_URL ??= 'postgres://localhost/never-connected';

export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema.ts',
  out: './db/migrations/postgres',
  casing: 'snake_case',
});
