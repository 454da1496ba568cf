DROP INDEX "saved_searches_by_told";--> statement-breakpoint
ALTER TABLE "saved_searches" ADD COLUMN "told_row" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "saved_searches_by_told" ON "saved_searches" USING btree ("notify","told_row");