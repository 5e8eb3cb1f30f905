-- Moves an order to a status when a transition allows it to one of the user's roles.
CREATE OR ALTER PROCEDURE dbo.ord_changeStatus @orderID int, @status varchar(16), @username nvarchar(64), @comment nvarchar(500) = NULL
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DECLARE @fromID tinyint, @toID tinyint, @roles varchar(256), @isPaid bit, @number varchar(20);
  SELECT @toID = id FROM dbo.ord_statuses WHERE code = @status;
  IF @toID IS NULL
  BEGIN
    RAISERROR(N'Статус «%s» неизвестен', 16, 1, @status) WITH NOWAIT;
    RETURN -1;
  END;
  BEGIN TRAN;
    SELECT @fromID = o.statusID, @isPaid = o.isPaid, @number = o.number
    FROM dbo.ord_orders AS o WITH (UPDLOCK)
    WHERE o.id = @orderID AND o.id IN (SELECT id FROM dbo.ord_allowed(@username));
    IF @fromID IS NULL BEGIN ROLLBACK; THROW 50403, N'Нет доступа к заказу.', 1; END;
    SELECT @roles = roles FROM dbo.ord_statusTransitions WHERE fromID = @fromID AND toID = @toID;
    IF @roles IS NULL OR dbo.sec_hasAccessByUsersRoles(@username, NULL, @roles) = 0
    BEGIN
      ROLLBACK;
      DECLARE @fromName nvarchar(32) = (SELECT name FROM dbo.ord_statuses WHERE id = @fromID), @toName nvarchar(32) = (SELECT name FROM dbo.ord_statuses WHERE id = @toID);
      RAISERROR(N'Переход %s → %s не разрешён', 16, 2, @fromName, @toName);
      RETURN -2;
    END;
    IF @status = 'paid' AND @isPaid = 0 BEGIN ROLLBACK; THROW 50011, N'Заказ оплачен не полностью.', 1; END;
    UPDATE dbo.ord_orders SET statusID = @toID, updated = dbo.as_now(), managerID = COALESCE(managerID, (SELECT id FROM dbo.as_users WHERE username = @username)) WHERE id = @orderID;
    INSERT INTO dbo.ord_statusHistory (orderID, fromID, toID, comment, username) VALUES (@orderID, @fromID, @toID, NULLIF(@comment, N''), @username);
    IF @status = 'done' EXEC dbo.bns_accrue @orderID;
  COMMIT;
  DECLARE @client nvarchar(64), @text nvarchar(1000);
  SELECT @client = u.username FROM dbo.ord_orders AS o JOIN dbo.cl_clients AS c ON c.id = o.clientID JOIN dbo.as_users AS u ON u.id = c.userID WHERE o.id = @orderID;
  SET @text = CONCAT(N'Заказ ', @number, N': ', (SELECT LOWER(name) FROM dbo.ord_statuses WHERE id = @toID));
  EXEC dbo.as_nt_createNotification @to = @client, @text = @text, @typeCode = 'status';
  RETURN 0;
END;
GO
