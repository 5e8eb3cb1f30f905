-- The schema of the order-processing solution: points of sale, clients, catalogue, services, orders, money, loyalty.
-- Money is decimal(18,2), moments are UTC. Texts that users read come in two columns, nameEn and nameRu.
-- orders.total and paid, clients.balance and points are sums kept by triggers; the checks (chk_*) prove them.

CREATE SEQUENCE dbo.ord_orderNumber AS int START WITH 1001 INCREMENT BY 1;
GO
CREATE SEQUENCE dbo.srv_requestNumber AS int START WITH 201 INCREMENT BY 1;
GO
CREATE TABLE dbo.ref_points (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_ref_points PRIMARY KEY,
  code nvarchar(16) NOT NULL CONSTRAINT UQ_ref_points_code UNIQUE,
  nameEn nvarchar(128) NOT NULL,
  nameRu nvarchar(128) NOT NULL,
  cityEn nvarchar(64) NULL,
  cityRu nvarchar(64) NULL,
  addressEn nvarchar(256) NULL,
  addressRu nvarchar(256) NULL,
  hoursEn nvarchar(128) NULL,
  hoursRu nvarchar(128) NULL,
  descriptionEn nvarchar(1000) NULL,
  descriptionRu nvarchar(1000) NULL,
  phone nvarchar(32) NULL,
  email nvarchar(128) NULL,
  latitude decimal(9, 6) NULL,
  longitude decimal(9, 6) NULL,
  ord int NOT NULL CONSTRAINT DF_ref_points_ord DEFAULT (0),
  isActive bit NOT NULL CONSTRAINT DF_ref_points_isActive DEFAULT (1),
  created datetime2(0) NOT NULL CONSTRAINT DF_ref_points_created DEFAULT (SYSUTCDATETIME()),
  updated datetime2(0) NULL,
  rv rowversion NOT NULL
);
GO
-- Which managers serve which point. A manager sees the points of these rows and nothing else.
CREATE TABLE dbo.ref_pointManagers (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_ref_pointManagers PRIMARY KEY,
  pointID int NOT NULL CONSTRAINT FK_ref_pointManagers_point REFERENCES dbo.ref_points (id),
  username nvarchar(64) NOT NULL,
  created datetime2(0) NOT NULL CONSTRAINT DF_ref_pointManagers_created DEFAULT (SYSUTCDATETIME()),
  CONSTRAINT UQ_ref_pointManagers UNIQUE (username, pointID)
);
GO
CREATE INDEX IX_ref_pointManagers_point ON dbo.ref_pointManagers (pointID);
GO
-- Loyalty: a client has the highest level whose minTurnover is reached by the paid sum of 12 months.
CREATE TABLE dbo.cl_levels (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_cl_levels PRIMARY KEY,
  code nvarchar(32) NOT NULL CONSTRAINT UQ_cl_levels_code UNIQUE,
  nameEn nvarchar(64) NOT NULL,
  nameRu nvarchar(64) NOT NULL,
  minTurnover decimal(18, 2) NOT NULL CONSTRAINT CK_cl_levels_minTurnover CHECK (minTurnover >= 0),
  accrualPercent decimal(5, 2) NOT NULL CONSTRAINT CK_cl_levels_accrualPercent CHECK (accrualPercent BETWEEN 0 AND 50),
  referralPercent decimal(5, 2) NOT NULL CONSTRAINT CK_cl_levels_referralPercent CHECK (referralPercent BETWEEN 0 AND 50),
  maxPointsPercent decimal(5, 2) NOT NULL CONSTRAINT CK_cl_levels_maxPointsPercent CHECK (maxPointsPercent BETWEEN 0 AND 100),
  color nvarchar(16) NOT NULL CONSTRAINT DF_cl_levels_color DEFAULT (N'secondary'),
  updated datetime2(0) NULL,
  rv rowversion NOT NULL
);
GO
CREATE TABLE dbo.cl_clients (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_cl_clients PRIMARY KEY,
  username nvarchar(64) NULL,
  pointID int NOT NULL CONSTRAINT FK_cl_clients_point REFERENCES dbo.ref_points (id),
  levelID int NOT NULL CONSTRAINT FK_cl_clients_level REFERENCES dbo.cl_levels (id),
  name nvarchar(128) NOT NULL,
  company nvarchar(128) NULL,
  phone nvarchar(32) NULL,
  email nvarchar(128) NULL,
  address nvarchar(256) NULL,
  notes nvarchar(1000) NULL,
  referralCode nvarchar(16) NOT NULL CONSTRAINT UQ_cl_clients_referralCode UNIQUE,
  referredByID int NULL CONSTRAINT FK_cl_clients_referredBy REFERENCES dbo.cl_clients (id),
  balance decimal(18, 2) NOT NULL CONSTRAINT DF_cl_clients_balance DEFAULT (0),
  points decimal(18, 2) NOT NULL CONSTRAINT DF_cl_clients_points DEFAULT (0),
  isActive bit NOT NULL CONSTRAINT DF_cl_clients_isActive DEFAULT (1),
  created datetime2(0) NOT NULL CONSTRAINT DF_cl_clients_created DEFAULT (SYSUTCDATETIME()),
  createdBy nvarchar(64) NULL,
  updated datetime2(0) NULL,
  rv rowversion NOT NULL,
  CONSTRAINT CK_cl_clients_balance CHECK (balance >= 0),
  CONSTRAINT CK_cl_clients_points CHECK (points >= 0),
  CONSTRAINT CK_cl_clients_referral CHECK (referredByID <> id)
);
GO
CREATE UNIQUE INDEX UX_cl_clients_username ON dbo.cl_clients (username) WHERE username IS NOT NULL;
GO
CREATE INDEX IX_cl_clients_point ON dbo.cl_clients (pointID, isActive) INCLUDE (name);
GO
CREATE TABLE dbo.prd_categories (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_prd_categories PRIMARY KEY,
  parentID int NULL CONSTRAINT FK_prd_categories_parent REFERENCES dbo.prd_categories (id),
  code nvarchar(32) NULL,
  nameEn nvarchar(128) NOT NULL,
  nameRu nvarchar(128) NOT NULL,
  icon nvarchar(32) NULL,
  ord int NOT NULL CONSTRAINT DF_prd_categories_ord DEFAULT (0),
  isActive bit NOT NULL CONSTRAINT DF_prd_categories_isActive DEFAULT (1),
  updated datetime2(0) NULL,
  rv rowversion NOT NULL,
  CONSTRAINT CK_prd_categories_parent CHECK (parentID <> id)
);
GO
CREATE INDEX IX_prd_categories_parent ON dbo.prd_categories (parentID, ord);
GO
CREATE UNIQUE INDEX UX_prd_categories_code ON dbo.prd_categories (code) WHERE code IS NOT NULL;
GO
CREATE TABLE dbo.prd_products (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_prd_products PRIMARY KEY,
  categoryID int NOT NULL CONSTRAINT FK_prd_products_category REFERENCES dbo.prd_categories (id),
  sku nvarchar(32) NOT NULL CONSTRAINT UQ_prd_products_sku UNIQUE,
  nameEn nvarchar(256) NOT NULL,
  nameRu nvarchar(256) NOT NULL,
  descriptionEn nvarchar(2000) NULL,
  descriptionRu nvarchar(2000) NULL,
  unitEn nvarchar(16) NOT NULL CONSTRAINT DF_prd_products_unitEn DEFAULT (N'pc'),
  unitRu nvarchar(16) NOT NULL CONSTRAINT DF_prd_products_unitRu DEFAULT (N'шт'),
  price decimal(18, 2) NOT NULL CONSTRAINT CK_prd_products_price CHECK (price >= 0),
  oldPrice decimal(18, 2) NULL,
  stock int NOT NULL CONSTRAINT DF_prd_products_stock DEFAULT (0),
  pictureSvg nvarchar(max) NULL,
  ord int NOT NULL CONSTRAINT DF_prd_products_ord DEFAULT (0),
  isActive bit NOT NULL CONSTRAINT DF_prd_products_isActive DEFAULT (1),
  created datetime2(0) NOT NULL CONSTRAINT DF_prd_products_created DEFAULT (SYSUTCDATETIME()),
  updated datetime2(0) NULL,
  rv rowversion NOT NULL
);
GO
CREATE INDEX IX_prd_products_category ON dbo.prd_products (categoryID, isActive) INCLUDE (price);
GO
-- What a product is sold in: a piece, a pack, a box. The price of a variant is the product's price times factor.
CREATE TABLE dbo.prd_variants (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_prd_variants PRIMARY KEY,
  productID int NOT NULL CONSTRAINT FK_prd_variants_product REFERENCES dbo.prd_products (id) ON DELETE CASCADE,
  nameEn nvarchar(64) NOT NULL,
  nameRu nvarchar(64) NOT NULL,
  factor decimal(9, 3) NOT NULL CONSTRAINT CK_prd_variants_factor CHECK (factor > 0),
  ord int NOT NULL CONSTRAINT DF_prd_variants_ord DEFAULT (0),
  isActive bit NOT NULL CONSTRAINT DF_prd_variants_isActive DEFAULT (1)
);
GO
CREATE INDEX IX_prd_variants_product ON dbo.prd_variants (productID, ord);
GO
CREATE TABLE dbo.cl_clientFavourites (
  clientID int NOT NULL CONSTRAINT FK_cl_clientFavourites_client REFERENCES dbo.cl_clients (id),
  productID int NOT NULL CONSTRAINT FK_cl_clientFavourites_product REFERENCES dbo.prd_products (id) ON DELETE CASCADE,
  created datetime2(0) NOT NULL CONSTRAINT DF_cl_clientFavourites_created DEFAULT (SYSUTCDATETIME()),
  CONSTRAINT PK_cl_clientFavourites PRIMARY KEY (clientID, productID)
);
GO
CREATE TABLE dbo.srv_services (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_srv_services PRIMARY KEY,
  code nvarchar(32) NOT NULL CONSTRAINT UQ_srv_services_code UNIQUE,
  nameEn nvarchar(128) NOT NULL,
  nameRu nvarchar(128) NOT NULL,
  descriptionEn nvarchar(1000) NULL,
  descriptionRu nvarchar(1000) NULL,
  price decimal(18, 2) NOT NULL CONSTRAINT CK_srv_services_price CHECK (price >= 0),
  days int NOT NULL CONSTRAINT DF_srv_services_days DEFAULT (1),
  icon nvarchar(32) NULL,
  ord int NOT NULL CONSTRAINT DF_srv_services_ord DEFAULT (0),
  isActive bit NOT NULL CONSTRAINT DF_srv_services_isActive DEFAULT (1),
  updated datetime2(0) NULL,
  rv rowversion NOT NULL
);
GO
-- Names and colours of statuses; ord is the order of the way. Which change is allowed to whom is in ord_statusTransitions,
-- which the definitions of the entities `order` and `request` repeat for the buttons.
CREATE TABLE dbo.ord_statuses (
  id int NOT NULL CONSTRAINT PK_ord_statuses PRIMARY KEY,
  entityCode nvarchar(16) NOT NULL,
  code nvarchar(32) NOT NULL,
  nameEn nvarchar(64) NOT NULL,
  nameRu nvarchar(64) NOT NULL,
  color nvarchar(16) NOT NULL,
  ord int NOT NULL,
  isFinal bit NOT NULL CONSTRAINT DF_ord_statuses_isFinal DEFAULT (0),
  CONSTRAINT UQ_ord_statuses UNIQUE (entityCode, code)
);
GO
CREATE TABLE dbo.ord_statusTransitions (
  fromID int NOT NULL CONSTRAINT FK_ord_statusTransitions_from REFERENCES dbo.ord_statuses (id),
  toID int NOT NULL CONSTRAINT FK_ord_statusTransitions_to REFERENCES dbo.ord_statuses (id),
  forClient bit NOT NULL CONSTRAINT DF_ord_statusTransitions_forClient DEFAULT (0),
  forManager bit NOT NULL CONSTRAINT DF_ord_statusTransitions_forManager DEFAULT (1),
  CONSTRAINT PK_ord_statusTransitions PRIMARY KEY (fromID, toID)
);
GO
CREATE TABLE dbo.srv_requests (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_srv_requests PRIMARY KEY,
  number nvarchar(24) NOT NULL CONSTRAINT UQ_srv_requests_number UNIQUE,
  clientID int NOT NULL CONSTRAINT FK_srv_requests_client REFERENCES dbo.cl_clients (id),
  pointID int NOT NULL CONSTRAINT FK_srv_requests_point REFERENCES dbo.ref_points (id),
  serviceID int NULL CONSTRAINT FK_srv_requests_service REFERENCES dbo.srv_services (id),
  statusID int NOT NULL CONSTRAINT FK_srv_requests_status REFERENCES dbo.ord_statuses (id),
  subject nvarchar(256) NOT NULL,
  description nvarchar(2000) NULL,
  address nvarchar(256) NULL,
  wishDate date NULL,
  price decimal(18, 2) NULL,
  orderID int NULL,
  created datetime2(0) NOT NULL CONSTRAINT DF_srv_requests_created DEFAULT (SYSUTCDATETIME()),
  createdBy nvarchar(64) NULL,
  updated datetime2(0) NULL,
  rv rowversion NOT NULL
);
GO
CREATE INDEX IX_srv_requests_client ON dbo.srv_requests (clientID, created);
GO
CREATE INDEX IX_srv_requests_point ON dbo.srv_requests (pointID, statusID);
GO
-- payable is what the client owes in all; the discount is a percent of the sum of the items.
CREATE TABLE dbo.ord_orders (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_ord_orders PRIMARY KEY,
  number nvarchar(24) NOT NULL CONSTRAINT UQ_ord_orders_number UNIQUE,
  clientID int NOT NULL CONSTRAINT FK_ord_orders_client REFERENCES dbo.cl_clients (id),
  pointID int NOT NULL CONSTRAINT FK_ord_orders_point REFERENCES dbo.ref_points (id),
  statusID int NOT NULL CONSTRAINT FK_ord_orders_status REFERENCES dbo.ord_statuses (id),
  requestID int NULL CONSTRAINT FK_ord_orders_request REFERENCES dbo.srv_requests (id),
  managerusername nvarchar(64) NULL,
  total decimal(18, 2) NOT NULL CONSTRAINT DF_ord_orders_total DEFAULT (0),
  discountPercent decimal(5, 2) NOT NULL CONSTRAINT DF_ord_orders_discountPercent DEFAULT (0),
  payable AS CONVERT(decimal(18, 2), total - ROUND(total * discountPercent / 100, 2)),
  paid decimal(18, 2) NOT NULL CONSTRAINT DF_ord_orders_paid DEFAULT (0),
  deliveryCode nvarchar(16) NOT NULL CONSTRAINT DF_ord_orders_deliveryCode DEFAULT (N'pickup'),
  address nvarchar(256) NULL,
  comment nvarchar(1000) NULL,
  deadline date NULL,
  boardOrd int NOT NULL CONSTRAINT DF_ord_orders_boardOrd DEFAULT (0),
  externalID nvarchar(64) NULL,
  created datetime2(0) NOT NULL CONSTRAINT DF_ord_orders_created DEFAULT (SYSUTCDATETIME()),
  createdBy nvarchar(64) NULL,
  updated datetime2(0) NULL,
  closed datetime2(0) NULL,
  rv rowversion NOT NULL,
  CONSTRAINT CK_ord_orders_discountPercent CHECK (discountPercent BETWEEN 0 AND 50),
  CONSTRAINT CK_ord_orders_paid CHECK (paid >= 0),
  CONSTRAINT CK_ord_orders_deliveryCode CHECK (deliveryCode IN (N'pickup', N'courier'))
);
GO
CREATE INDEX IX_ord_orders_client ON dbo.ord_orders (clientID, created DESC);
GO
CREATE INDEX IX_ord_orders_point ON dbo.ord_orders (pointID, statusID) INCLUDE (created, total, paid);
GO
CREATE INDEX IX_ord_orders_created ON dbo.ord_orders (created);
GO
CREATE UNIQUE INDEX UX_ord_orders_externalID ON dbo.ord_orders (clientID, externalID) WHERE externalID IS NOT NULL;
GO
ALTER TABLE dbo.srv_requests ADD CONSTRAINT FK_srv_requests_order FOREIGN KEY (orderID) REFERENCES dbo.ord_orders (id);
GO
-- A line is a product (with its variant) or a service; names and price are those of the moment of ordering.
CREATE TABLE dbo.ord_orderItems (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_ord_orderItems PRIMARY KEY,
  orderID int NOT NULL CONSTRAINT FK_ord_orderItems_order REFERENCES dbo.ord_orders (id) ON DELETE CASCADE,
  productID int NULL CONSTRAINT FK_ord_orderItems_product REFERENCES dbo.prd_products (id),
  variantID int NULL CONSTRAINT FK_ord_orderItems_variant REFERENCES dbo.prd_variants (id),
  serviceID int NULL CONSTRAINT FK_ord_orderItems_service REFERENCES dbo.srv_services (id),
  nameEn nvarchar(256) NOT NULL,
  nameRu nvarchar(256) NOT NULL,
  qty decimal(12, 3) NOT NULL CONSTRAINT CK_ord_orderItems_qty CHECK (qty > 0),
  price decimal(18, 2) NOT NULL CONSTRAINT CK_ord_orderItems_price CHECK (price >= 0),
  amount AS CONVERT(decimal(18, 2), ROUND(qty * price, 2)) PERSISTED,
  ord int NOT NULL CONSTRAINT DF_ord_orderItems_ord DEFAULT (0),
  rv rowversion NOT NULL,
  CONSTRAINT CK_ord_orderItems_kind CHECK ((productID IS NULL AND variantID IS NULL AND serviceID IS NOT NULL) OR (productID IS NOT NULL AND serviceID IS NULL))
);
GO
CREATE INDEX IX_ord_orderItems_order ON dbo.ord_orderItems (orderID, ord) INCLUDE (amount);
GO
CREATE INDEX IX_ord_orderItems_product ON dbo.ord_orderItems (productID);
GO
CREATE TABLE dbo.ord_cartItems (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_ord_cartItems PRIMARY KEY,
  clientID int NOT NULL CONSTRAINT FK_ord_cartItems_client REFERENCES dbo.cl_clients (id),
  productID int NOT NULL CONSTRAINT FK_ord_cartItems_product REFERENCES dbo.prd_products (id) ON DELETE CASCADE,
  variantID int NOT NULL CONSTRAINT FK_ord_cartItems_variant REFERENCES dbo.prd_variants (id),
  qty int NOT NULL CONSTRAINT CK_ord_cartItems_qty CHECK (qty BETWEEN 1 AND 9999),
  created datetime2(0) NOT NULL CONSTRAINT DF_ord_cartItems_created DEFAULT (SYSUTCDATETIME()),
  CONSTRAINT UQ_ord_cartItems UNIQUE (clientID, variantID)
);
GO
CREATE TABLE dbo.pay_methods (
  code nvarchar(16) NOT NULL CONSTRAINT PK_pay_methods PRIMARY KEY,
  nameEn nvarchar(64) NOT NULL,
  nameRu nvarchar(64) NOT NULL,
  icon nvarchar(32) NULL,
  isExternal bit NOT NULL,
  ord int NOT NULL
);
GO
-- With orderID: money or points for an order. Without: a top-up of the client's balance. Wrong ones are cancelled, never deleted.
CREATE TABLE dbo.pay_payments (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_pay_payments PRIMARY KEY,
  clientID int NOT NULL CONSTRAINT FK_pay_payments_client REFERENCES dbo.cl_clients (id),
  pointID int NOT NULL CONSTRAINT FK_pay_payments_point REFERENCES dbo.ref_points (id),
  orderID int NULL CONSTRAINT FK_pay_payments_order REFERENCES dbo.ord_orders (id),
  methodCode nvarchar(16) NOT NULL CONSTRAINT FK_pay_payments_method REFERENCES dbo.pay_methods (code),
  amount decimal(18, 2) NOT NULL CONSTRAINT CK_pay_payments_amount CHECK (amount > 0),
  paidOn date NOT NULL,
  comment nvarchar(500) NULL,
  isCancelled bit NOT NULL CONSTRAINT DF_pay_payments_isCancelled DEFAULT (0),
  created datetime2(0) NOT NULL CONSTRAINT DF_pay_payments_created DEFAULT (SYSUTCDATETIME()),
  createdBy nvarchar(64) NULL,
  rv rowversion NOT NULL
);
GO
CREATE INDEX IX_pay_payments_order ON dbo.pay_payments (orderID);
GO
CREATE INDEX IX_pay_payments_client ON dbo.pay_payments (clientID, created DESC);
GO
CREATE INDEX IX_pay_payments_point ON dbo.pay_payments (pointID, paidOn);
GO
CREATE TABLE dbo.cl_balanceOperations (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_cl_balanceOperations PRIMARY KEY,
  clientID int NOT NULL CONSTRAINT FK_cl_balanceOperations_client REFERENCES dbo.cl_clients (id),
  kindCode nvarchar(16) NOT NULL CONSTRAINT CK_cl_balanceOperations_kind CHECK (kindCode IN (N'topUp', N'payment', N'refund', N'correction')),
  amount decimal(18, 2) NOT NULL CONSTRAINT CK_cl_balanceOperations_amount CHECK (amount <> 0),
  paymentID int NULL CONSTRAINT FK_cl_balanceOperations_payment REFERENCES dbo.pay_payments (id),
  comment nvarchar(256) NULL,
  created datetime2(0) NOT NULL CONSTRAINT DF_cl_balanceOperations_created DEFAULT (SYSUTCDATETIME()),
  createdBy nvarchar(64) NULL
);
GO
CREATE INDEX IX_cl_balanceOperations_client ON dbo.cl_balanceOperations (clientID, created DESC) INCLUDE (amount);
GO
CREATE TABLE dbo.cl_pointOperations (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_cl_pointOperations PRIMARY KEY,
  clientID int NOT NULL CONSTRAINT FK_cl_pointOperations_client REFERENCES dbo.cl_clients (id),
  kindCode nvarchar(16) NOT NULL CONSTRAINT CK_cl_pointOperations_kind CHECK (kindCode IN (N'accrual', N'referral', N'welcome', N'writeOff', N'expiry', N'cancel', N'correction')),
  amount decimal(18, 2) NOT NULL CONSTRAINT CK_cl_pointOperations_amount CHECK (amount <> 0),
  paymentID int NULL CONSTRAINT FK_cl_pointOperations_payment REFERENCES dbo.pay_payments (id),
  comment nvarchar(256) NULL,
  created datetime2(0) NOT NULL CONSTRAINT DF_cl_pointOperations_created DEFAULT (SYSUTCDATETIME()),
  createdBy nvarchar(64) NULL
);
GO
CREATE INDEX IX_cl_pointOperations_client ON dbo.cl_pointOperations (clientID, created DESC) INCLUDE (amount);
GO
