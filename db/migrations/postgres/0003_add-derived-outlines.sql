ALTER TABLE "boundaries" ADD COLUMN "derived" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "boundaries" ALTER COLUMN "derived" DROP DEFAULT;
