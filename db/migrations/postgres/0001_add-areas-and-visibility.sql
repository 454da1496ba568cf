CREATE TABLE "boundaries" (
	"kind" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"geometry" jsonb NOT NULL,
	"area_ha" integer NOT NULL,
	"source" text NOT NULL,
	"imported_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "boundaries_kind_code_pk" PRIMARY KEY("kind","code")
);
--> statement-breakpoint
CREATE TABLE "cart_items" (
	"user_id" text NOT NULL,
	"item_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "cart_items_user_id_item_id_pk" PRIMARY KEY("user_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "free_sources" (
	"id" text PRIMARY KEY NOT NULL,
	"name" jsonb NOT NULL,
	"summary" jsonb NOT NULL,
	"gsd_m" double precision NOT NULL,
	"coverage" jsonb,
	"from_day" text,
	"to_day" text,
	"url" text NOT NULL,
	"position" integer NOT NULL,
	"active" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "join_shares" (
	"join_id" text NOT NULL,
	"request_id" text NOT NULL,
	"entity_id" text NOT NULL,
	"share_ha" integer NOT NULL,
	"answer" text,
	"answered_by" text,
	"answered_at" timestamp (3) with time zone,
	CONSTRAINT "join_shares_join_id_request_id_pk" PRIMARY KEY("join_id","request_id")
);
--> statement-breakpoint
CREATE TABLE "joins" (
	"id" text PRIMARY KEY NOT NULL,
	"lead_request_id" text NOT NULL,
	"state" text NOT NULL,
	"text" text NOT NULL,
	"proposed_by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "request_files" (
	"id" text PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL,
	"name" text NOT NULL,
	"format" text NOT NULL,
	"storage_key" text NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"uploaded_by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_areas" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"name" text NOT NULL,
	"sharing" text NOT NULL,
	"entity_id" text,
	"geometry" jsonb NOT NULL,
	"area_ha" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_searches" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"notify" boolean NOT NULL,
	"told_until" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "items" ALTER COLUMN "delivery_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "visibility" text DEFAULT 'public' NOT NULL;--> statement-breakpoint
ALTER TABLE "items" ALTER COLUMN "visibility" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "entity_id" text;--> statement-breakpoint
UPDATE "items" SET "entity_id" = (SELECT "entity_id" FROM "requests" WHERE "requests"."id" = "items"."request_id");--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "embargo_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "withdrawn_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "withdrawn_reason" text;--> statement-breakpoint
ALTER TABLE "offers" ADD COLUMN "min_width_km" double precision;--> statement-breakpoint
ALTER TABLE "offers" ADD COLUMN "max_area_ha" integer;--> statement-breakpoint
ALTER TABLE "offers" ADD COLUMN "per_polygon" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "offers" ALTER COLUMN "per_polygon" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "cart_items" ADD CONSTRAINT "cart_items_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cart_items" ADD CONSTRAINT "cart_items_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "join_shares" ADD CONSTRAINT "join_shares_join_id_joins_id_fk" FOREIGN KEY ("join_id") REFERENCES "public"."joins"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "join_shares" ADD CONSTRAINT "join_shares_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "join_shares" ADD CONSTRAINT "join_shares_entity_id_entities_id_fk" FOREIGN KEY ("entity_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "join_shares" ADD CONSTRAINT "join_shares_answered_by_users_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "joins" ADD CONSTRAINT "joins_lead_request_id_requests_id_fk" FOREIGN KEY ("lead_request_id") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "joins" ADD CONSTRAINT "joins_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_files" ADD CONSTRAINT "request_files_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_files" ADD CONSTRAINT "request_files_uploaded_by_users_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_areas" ADD CONSTRAINT "saved_areas_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_areas" ADD CONSTRAINT "saved_areas_entity_id_entities_id_fk" FOREIGN KEY ("entity_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_searches" ADD CONSTRAINT "saved_searches_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "join_shares_by_request" ON "join_shares" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "joins_by_lead" ON "joins" USING btree ("lead_request_id");--> statement-breakpoint
CREATE INDEX "request_files_by_request" ON "request_files" USING btree ("request_id","at");--> statement-breakpoint
CREATE INDEX "saved_areas_by_owner" ON "saved_areas" USING btree ("owner_id","updated_at");--> statement-breakpoint
CREATE INDEX "saved_areas_by_entity" ON "saved_areas" USING btree ("entity_id","updated_at");--> statement-breakpoint
CREATE INDEX "saved_areas_by_sharing" ON "saved_areas" USING btree ("sharing","updated_at");--> statement-breakpoint
CREATE INDEX "saved_searches_by_user" ON "saved_searches" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "saved_searches_by_told" ON "saved_searches" USING btree ("notify","told_until");--> statement-breakpoint
ALTER TABLE "items" ADD CONSTRAINT "items_entity_id_entities_id_fk" FOREIGN KEY ("entity_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;