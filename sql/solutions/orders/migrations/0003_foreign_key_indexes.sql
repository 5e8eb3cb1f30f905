-- Joins from the other side, and the check of a deletion, find the rows of a foreign key without reading the table.
CREATE INDEX IX_cl_balanceOperations_payment ON dbo.cl_balanceOperations (paymentID);
CREATE INDEX IX_cl_clientFavourites_product ON dbo.cl_clientFavourites (productID);
CREATE INDEX IX_cl_clients_level ON dbo.cl_clients (levelID);
CREATE INDEX IX_cl_clients_referredBy ON dbo.cl_clients (referredByID);
CREATE INDEX IX_cl_pointOperations_payment ON dbo.cl_pointOperations (paymentID);
CREATE INDEX IX_ord_cartItems_product ON dbo.ord_cartItems (productID);
CREATE INDEX IX_ord_cartItems_variant ON dbo.ord_cartItems (variantID);
CREATE INDEX IX_ord_orderItems_service ON dbo.ord_orderItems (serviceID);
CREATE INDEX IX_ord_orderItems_variant ON dbo.ord_orderItems (variantID);
CREATE INDEX IX_ord_orders_request ON dbo.ord_orders (requestID);
CREATE INDEX IX_ord_orders_status ON dbo.ord_orders (statusID);
CREATE INDEX IX_ord_statusTransitions_to ON dbo.ord_statusTransitions (toID);
CREATE INDEX IX_pay_payments_method ON dbo.pay_payments (methodCode);
CREATE INDEX IX_srv_requests_order ON dbo.srv_requests (orderID);
CREATE INDEX IX_srv_requests_service ON dbo.srv_requests (serviceID);
CREATE INDEX IX_srv_requests_status ON dbo.srv_requests (statusID);
GO
